/** A formatted stretch of a WhatsApp text, its markers included, and how to close and reopen it. */
export type Span = {
  start: number;
  end: number;
  contentStart: number;
  contentEnd: number;
  open: string;
  close: string;
};
