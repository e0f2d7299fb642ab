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
    testTimeout: 30_000,
    isolate: false,
    maxWorkers: "100%",
    pool: "forks",
    // A young generation of 64 MB: the laws make and drop many small objects.
    execArgv: ["--max-semi-space-size=64"],
    reporters: ["default", ["json", { outputFile: "node_modules/.cache/huidan/tests.json" }]]
  }
})
