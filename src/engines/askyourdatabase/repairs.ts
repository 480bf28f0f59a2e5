import { TellOperator } from "../../errors.ts";
import type { AskYourDatabaseSettings } from "./dependencies.ts";

/** Everything that only an operator can repair, each with the setting and what to set it to. */

export function badKey(): TellOperator {
  return new TellOperator(
    "ayd_bad_key",
    "AskYourDatabase refuses the API key: set ASKYOURDATABASE_API_KEY to a key that its dashboard lists under API Keys.",
  );
}

export function noSuchChatbot(): TellOperator {
  return new TellOperator(
    "ayd_no_such_chatbot",
    "AskYourDatabase does not know the chatbot: set ASKYOURDATABASE_CHAT_ID to the last part of the chatbot's dashboard URL, and ASKYOURDATABASE_API_KEY to a key of the same account.",
  );
}

export function noPlan(): TellOperator {
  return new TellOperator(
    "ayd_402",
    "AskYourDatabase asks for payment: renew the plan of the account that ASKYOURDATABASE_API_KEY belongs to.",
  );
}

export function wrongAddress(): TellOperator {
  return new TellOperator(
    "ayd_wrong_address",
    "AskYourDatabase did not answer at the address given: set ASKYOURDATABASE_URL to https://www.askyourdatabase.com, with the www.",
  );
}

export function foreignAddress(): TellOperator {
  return new TellOperator(
    "ayd_foreign_address",
    "AskYourDatabase sent the sign-in to another server than the one configured, so it was not opened: set ASKYOURDATABASE_URL to the address of your dashboard, for example https://www.askyourdatabase.com.",
  );
}

export function unreadableSession(): TellOperator {
  return new TellOperator(
    "ayd_unreadable_session",
    "AskYourDatabase opened no session that can be used: check that ASKYOURDATABASE_URL is https://www.askyourdatabase.com, with the www.",
  );
}

export function refusedTwice(mode: AskYourDatabaseSettings["mode"]): TellOperator {
  const other = mode === "session" ? "api-key" : "session";
  return new TellOperator(
    "ayd_refused_twice",
    `AskYourDatabase refused a session that it had just opened: check that ASKYOURDATABASE_CHAT_ID belongs to the account of ASKYOURDATABASE_API_KEY; if it does, set ASKYOURDATABASE_MODE to ${other}.`,
  );
}
