/** Runs the killing suites against the sources, so that they import a mistake in `src/`. */
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { killingSuites, otherSuites } from "./killingSuites.ts"
import { QuickestFirst } from "./QuickestFirst.ts"

const mutatedPackages = ["core", "adapter-kit", "adapter-doudian", "adapter-wshoto", "adapter-xiaoe"]

export default defineConfig({
  resolve: {
    alias: [
      ...mutatedPackages.map((name) => ({
        find: new RegExp(`^@huidan/${name}$`),
        replacement: fileURLToPath(new URL(`../../packages/${name}/src/index.ts`, import.meta.url))
      })),
      // The kit's namespaces are entry points too.
      {
        find: /^@huidan\/adapter-kit\/(\w+)$/,
        replacement: fileURLToPath(new URL("../../packages/adapter-kit/src/$1.ts", import.meta.url))
      }
    ]
  },
  test: {
    include: [...killingSuites],
    exclude: [...otherSuites],
    setupFiles: ["scripts/mutants/vitest.setup.ts"],
    // A slow machine must not count as a noticed mistake. StrykerJS stops code that never ends.
    testTimeout: 120_000,
    isolate: false,
    sequence: { sequencer: QuickestFirst }
  }
})
