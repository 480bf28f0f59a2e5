/** What to do about an error of Meta's. */
type NextStep =
  /** Refused for good: the same message will never go out. */
  | { kind: "give_up" }
  /** Certainly not sent. */
  | { kind: "wait"; seconds: (attempt: number) => number }
  /** Meta does not say whether it was done. */
  | { kind: "look_up" }
  | TellOperator;

type TellOperator = {
  kind: "tell_operator";
  message: string;
  concerns: "account" | "contact";
  /** Where trying again soon would make it worse. */
  retryAfterSeconds?: number;
};

/** What a path names is not there, or not for this token: code 100, of which only this subcode matters. */
export const NO_OBJECT = "100_33";

/** By code where Meta gave one that we know; titles change, and only gateways mean their status. */
export function nextStepOf(code: string, status = 400): NextStep {
  // A permission that is missing: one code for each.
  if (/^2\d\d$/.test(code)) return PERMISSION;
  return (Object.hasOwn(NEXT_STEPS, code) && NEXT_STEPS[code]) || stepOfStatus(status);
}

function stepOfStatus(status: number): NextStep {
  if (status === 401 || status === 403) return CREDENTIALS;
  // 303 points to the outcome of what was done (RFC 9110, 15.4.4).
  if (status >= 500 || status === 408 || status === 303) return LOOK_UP;
  if (status < 400) return ADDRESS;
  return status === 429 ? wait(15) : GIVE_UP;
}

const GIVE_UP: NextStep = { kind: "give_up" };
const LOOK_UP: NextStep = { kind: "look_up" };

const CREDENTIALS = tellOperator(
  "Meta refuses the access token: create a permanent one for a system user in the Business settings, and set WHATSAPP_ACCESS_TOKEN.",
);
const PERMISSION = tellOperator(
  "Meta says that a permission is missing: give the system user of WHATSAPP_ACCESS_TOKEN the permissions whatsapp_business_messaging and whatsapp_business_management, and the WhatsApp account as an asset.",
);
const LINE = tellOperator(
  "Meta cannot send from this number: compare WHATSAPP_PHONE_ID with the phone number ID in the WhatsApp manager, and see that the number is registered.",
);
const ADDRESS = tellOperator(
  "This is not the address of the Graph API: set GRAPH_API_URL to https://graph.facebook.com, and GRAPH_API_VERSION to a version that Meta still runs, such as v25.0.",
);
const BLOCKED = tellOperator(
  "Meta has restricted the WhatsApp account of WHATSAPP_ACCOUNT_ID: open the account quality page in the Business settings, and ask for a review.",
);

/**
 * Meta's codes, of its page "Error codes" (15 May 2026).
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
const NEXT_STEPS: Record<string, NextStep> = {
  "0": CREDENTIALS,
  "190": CREDENTIALS,
  "3": PERMISSION,
  "10": PERMISSION,
  "131005": PERMISSION,
  "33": LINE,
  [NO_OBJECT]: LINE,
  "131045": LINE,
  "133010": LINE,
  "2500": ADDRESS,
  "368": BLOCKED,
  "131031": BLOCKED,
  "131037": tellOperator(
    "Meta has not approved the display name of the number: set another one in the WhatsApp manager, for the number of WHATSAPP_PHONE_ID.",
  ),
  "131042": tellOperator(
    "Meta cannot charge the WhatsApp account of WHATSAPP_ACCOUNT_ID: repair the payment method in the Business settings.",
  ),
  "130497": tellOperator(
    "The WhatsApp account of WHATSAPP_ACCOUNT_ID may not write to the country of this contact: see Meta's policy for your kind of business.",
    "contact",
  ),
  "131030": tellOperator(
    "A test number of Meta only writes to numbers that were added to its list: add this one in the app dashboard, or set WHATSAPP_PHONE_ID to a number of your own.",
    "contact",
  ),

  // Contacts have reported the number: going on would make it worse.
  "131048": {
    ...tellOperator(
      "Meta holds messages back because contacts blocked or reported the number of WHATSAPP_PHONE_ID: see its quality rating in the WhatsApp manager, and write less until it is better.",
    ),
    retryAfterSeconds: 600,
  },

  // Of the app, the account and the line, each shared by all contacts.
  "4": wait(60),
  "80007": wait(60),
  "130429": wait(15),
  "131057": wait(60),
  // Of one contact. 4 s, 16 s, about a minute …
  "131056": { kind: "wait", seconds: (attempt) => Math.min(4 ** attempt, 3_600) },

  // Not available, which is said before anything is done.
  "2": wait(15),
  "131016": wait(15),
  "133004": wait(15),

  "1": LOOK_UP,
  "131000": LOOK_UP,

  "100": GIVE_UP,
  "130472": GIVE_UP,
  "131008": GIVE_UP,
  "131009": GIVE_UP,
  "131021": GIVE_UP,
  "131026": GIVE_UP,
  "131047": GIVE_UP,
  "131049": GIVE_UP,
  "131050": GIVE_UP,
  "131051": GIVE_UP,
  "131052": GIVE_UP,
  "131053": GIVE_UP,
  "131060": GIVE_UP,
  "131062": GIVE_UP,
  "132000": GIVE_UP,
  "132001": GIVE_UP,
  "132005": GIVE_UP,
  "132007": GIVE_UP,
  "132012": GIVE_UP,
  "132015": GIVE_UP,
  "132016": GIVE_UP,
  "133016": GIVE_UP,
};

function wait(seconds: number): NextStep {
  return { kind: "wait", seconds: () => seconds };
}

function tellOperator(
  message: string,
  concerns: TellOperator["concerns"] = "account",
): TellOperator {
  return { kind: "tell_operator", message, concerns };
}
