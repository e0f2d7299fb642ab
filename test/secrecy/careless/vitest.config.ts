import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const root = fileURLToPath(new URL("../../../", import.meta.url))

/** A test run with our hooks, of tests that show what they must not. */
export default defineConfig({
  root,
  test: {
    include: ["test/secrecy/careless/*.case.ts"],
    globalSetup: ["test/secrecy/globalSetup.ts"],
    setupFiles: ["vitest.setup.ts"],
    isolate: false
  }
})
