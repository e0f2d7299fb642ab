import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: [
      "packages/*/test/**/*.test.ts",
      "apps/*/test/**/*.test.ts",
      "scripts/test/**/*.test.ts",
      "test/**/*.test.ts"
    ],
    globalSetup: ["test/secrecy/globalSetup.ts"],
    setupFiles: ["vitest.setup.ts"],
    // Only a test that never ends needs a limit: some machines are ten times slower than others.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    isolate: false,
    maxWorkers: "100%",
    pool: "forks",
    // A young generation of 64 MB: the laws make and drop many small objects.
    execArgv: ["--max-semi-space-size=64"],
    reporters: ["default", ["json", { outputFile: "node_modules/.cache/huidan/tests.json" }]]
  }
})
