import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

/** Runs of the kit that fail, or print what must not be shown: each is started by a test of ours. */
export default defineConfig({
  root: fileURLToPath(new URL("../../", import.meta.url)),
  test: { include: ["test/kitRuns/*.case.ts"], testTimeout: 60_000 }
})
