export type LogEntry = { level: "debug" | "info" | "warn" | "error"; message: string } & Record<
  string,
  unknown
>;

/** A log that keeps what it is told. */
export function collectLog() {
  const entries: LogEntry[] = [];
  const write = (level: LogEntry["level"]) => (fields: object, message: string) =>
    void entries.push({ ...fields, level, message });
  const log = {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
  return { log, entries };
}
