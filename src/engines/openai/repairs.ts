import { TellOperator } from "../../errors.ts";

/** Everything that only an operator can repair, each with the setting and what to set it to. */

export function badKey(): TellOperator {
  return new TellOperator(
    "openai_bad_key",
    "OpenAI refuses the API key: set OPENAI_API_KEY to a key of platform.openai.com that may use Responses and the model in OPENAI_MODEL.",
  );
}

export function notServedHere(): TellOperator {
  return new TellOperator(
    "openai_not_served_here",
    "OpenAI does not serve the country this server connects from: run it in a supported one, or set OPENAI_BASE_URL to a server that may be used here.",
  );
}

export function noSuchModel(): TellOperator {
  return new TellOperator(
    "openai_no_such_model",
    "OpenAI does not know the model, or the key may not use it: set OPENAI_MODEL to a model that GET /v1/models lists for OPENAI_API_KEY.",
  );
}

export function noSuchPrompt(): TellOperator {
  return new TellOperator(
    "openai_no_such_prompt",
    "OpenAI does not know the stored prompt, so OPENAI_MODEL and OPENAI_INSTRUCTIONS answer as they are: copy its model and its text there, and remove OPENAI_PROMPT_ID. Stored prompts end on 30 November 2026.",
  );
}

export function noCredit(): TellOperator {
  return new TellOperator(
    "openai_no_credit",
    "OpenAI's account has no credit or has reached its limit: add credit or raise the limit under Billing at platform.openai.com, for the project that OPENAI_API_KEY belongs to.",
  );
}

export function wrongAddress(): TellOperator {
  return new TellOperator(
    "openai_wrong_address",
    "The server at OPENAI_BASE_URL does not offer what is asked of it: set OPENAI_BASE_URL to an address that ends in /v1 and offers Responses, or remove it to ask OpenAI itself.",
  );
}
