/** Another one every day (UTC), so that in time everything is drawn; settable, to see the same again. */
export function todaysSeed(): number {
  const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  return Number(process.env["CHAOS_SEED"] ?? today);
}
