// Loaded before the server: the clock it shares with the stand-ins (see skipped-time.ts).
const skippedMs = Number(process.env["CHAOS_SKIPPED_MS"] ?? 0);
const realNow = Date.now;
Date.now = () => realNow() + skippedMs;
