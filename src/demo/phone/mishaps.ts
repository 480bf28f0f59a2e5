import type { AskYourDatabaseStandIn } from "../askyourdatabase/stand-in.ts";
import type { TwilioStandIn } from "../twilio/twilio.ts";

type Mishap = { id: string; label: string; hint: string; happen: () => void };

type Dependencies = {
  twilio: Pick<TwilioStandIn, "faults">;
  askYourDatabase: Pick<AskYourDatabaseStandIn, "faults">;
};

/** What can be made to go wrong from the page, each for one request. */
export function createMishaps({ twilio, askYourDatabase }: Dependencies): Mishap[] {
  return [
    {
      id: "break_off",
      label: "Next answer breaks off",
      hint: "Ask something now: the connection to AskYourDatabase will break in the middle.",
      happen: () => askYourDatabase.faults.next("ask", BREAKS_OFF),
    },
    {
      id: "down",
      label: "AskYourDatabase is down",
      hint: "Ask something now: the next request to AskYourDatabase gets a 503.",
      happen: () => askYourDatabase.faults.next("ask", { kind: "status", status: 503 }),
    },
    {
      id: "twilio_timeout",
      label: "Twilio times out",
      hint: "Ask something now: Twilio will take the next reply and never say so.",
      happen: () => twilio.faults.next("create", { kind: "created_then_hang" }),
    },
  ];
}

/** Late enough for some words to have come. */
const BREAKS_OFF = { kind: "stream", stop: { after: 420, with: "reset" } } as const;
