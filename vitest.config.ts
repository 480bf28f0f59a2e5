import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Journeys start real processes: on two cores they need room, but never for ever.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    // A second is little for a process on a busy machine.
    expect: { poll: { timeout: 10_000 } },
  },
});
