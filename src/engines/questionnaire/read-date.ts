/** A day of the calendar from 1900 to 2199, as `2026-11-21`; read from that, `21/11/2026` or `21.11.2026`. */
export function readDate(text: string): string | undefined {
  const groups = (ISO.exec(text) ?? DAY_FIRST.exec(text))?.groups;
  const [year, month, day] = [groups?.["year"], groups?.["month"], groups?.["day"]].map(Number);
  if (!year || !month || !day || year < 1900 || year > 2199) return undefined;
  const at = new Date(Date.UTC(year, month - 1, day));
  // The 31st of a shorter month would be the 1st of the next one.
  return at.getUTCMonth() === month - 1 ? at.toISOString().slice(0, 10) : undefined;
}

const ISO = /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/;
const DAY_FIRST = /^(?<day>\d{1,2})(?<mark>[/.-]) ?(?<month>\d{1,2})\k<mark> ?(?<year>\d{4})$/;
