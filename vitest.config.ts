import { defineConfig } from "vitest/config";

/** Tests mirror the code's paths under `test/`; each file runs in a process of its own, because the runtime's registers are one per thread. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/temporary-folder.ts", "test/bundle.ts"],
    pool: "forks",
    // Recursion to Lua's own depth, as the command line grants it.
    execArgv: ["--stack-size=3900"],
    // Tests of whole processes start several of them; on a busy machine each takes seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests of whole processes meet the moods of a busy machine: one more try there; vitest reports it.
    retry: process.env.CI === "true" ? 1 : 0,
  },
});
