/** STOP and START are WhatsApp's own words, everywhere and without a slash; as `plainWord` gives them. */
export const STOP_WORDS = "stop stopall unsubscribe optout arret stopp";
export const START_WORDS = "start unstop";
