import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/setup/longest-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup/print-seed.ts"],
    setupFiles: ["test/setup/use-seed.ts"],
    sequence: { sequencer: LongestFirst },
    // Most of them wait for servers on loopback: more than the cores can be under way.
    maxWorkers: 4,
    // No file changes a module that another one uses: loading the SDKs once a worker instead of once a file halves the work.
    isolate: false,
    // Limits for what hangs. They leave room for a machine whose cores are busy with something else; timings are measured in benches.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
