/** The simulated platforms of the demo, and the folder in which its store is. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { startSandbox } from "@huidan/sandbox"
import * as Effect from "effect/Effect"
import type { Configuration } from "../configuration/ConfigurationFile.ts"

export const ordersPerPlatform = 60

/** Starts the platforms of the configured adapters; they stop with the scope. `changesPerMinute`: of each platform. */
export const startDemoSandbox = ({ path, shops }: Configuration, changesPerMinute: number) =>
  startSandbox({
    packages: shops.map(({ adapter }) => adapter),
    folder: dirname(path),
    orders: ordersPerPlatform,
    everyday: true,
    live: { changesPerMinute }
  })

/** A new folder, which is removed with the scope. */
export const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "huidan-demo-"))),
  (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true }))
)

/** What is happening, for a person who waits. */
export const progress = (line: string): Effect.Effect<void> =>
  Effect.sync(() => {
    process.stderr.write(`${line}\n`)
  })
