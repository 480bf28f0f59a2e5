/** What contacts read from us, beside the answers themselves. Short, friendly, in plain words. */
export const texts = {
  unsupported: "I can only read text messages for now. Please type your question.",
  notAllowed: "Sorry, this number is only for registered contacts. Please ask the team to add you.",
  apology: "Sorry, I could not answer that. Please try again in a little while.",
  emptyAnswer: "I looked, but there is nothing to show for that. Try asking it in another way.",
  cutOff: "_The answer broke off here. Please ask again if something is missing._",
  nothingMore: "That was everything. Ask me something else!",
  moreHint: "_Reply *MORE* for the rest._",
};
