import { dirname } from "node:path"
import { type SandboxOptions, startSandbox } from "@huidan/sandbox"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { loadAdapter } from "../configuration/loadAdapter.ts"
import { jsonText } from "../output/jsonText.ts"
import { printLines } from "../output/print.ts"
import type { Settings } from "../Settings.ts"
import { guideLines, guideTo } from "../sandbox/guide.ts"
import { simulatedPackages } from "../sandbox/simulatedPackages.ts"
import { UsageError } from "../UsageError.ts"

export interface SandboxInput {
  /** Adapter packages; if there are none: those of the configuration, or of the current folder. */
  readonly packages: ReadonlyArray<string>
  readonly port: number
  readonly seed: number
  /** 0 to 1. */
  readonly faults: number
  readonly host: string
  readonly live: boolean
  /** Only with `live`. */
  readonly changesPerMinute: Option.Option<number>
  /** Only with `live`. */
  readonly pushTo: Option.Option<string>
}

/** Serves the simulated platforms of adapters until it is interrupted, and prints how to use them. */
export const sandbox = (input: SandboxInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const options = yield* optionsOf(input)
      const { from, packages, without } = yield* simulatedPackages(input.packages, settings)
      const started = yield* startSandbox({ ...options, packages, folder: dirname(from) }).pipe(
        Effect.mapError(({ message }) => new UsageError({ message: "The sandbox cannot be started", advice: message }))
      )
      const guided = yield* Effect.forEach(started.shops, (shop) =>
        Effect.map(loadAdapter(from, shop.package), ({ adapter }) => ({ shop, adapter }))
      )
      const guide = guideTo(started, guided, input.seed, yield* Clock.currentTimeMillis)
      yield* printLines(settings.json ? [jsonText(guide)] : guideLines(guide, without))
      return yield* Effect.never
    })
  )

const optionsOf = ({
  changesPerMinute,
  live,
  packages: _packages,
  pushTo,
  ...others
}: SandboxInput): Effect.Effect<Omit<SandboxOptions, "packages" | "folder">, UsageError> => {
  if (!live && (Option.isSome(changesPerMinute) || Option.isSome(pushTo))) {
    const message = "--changes-per-minute and --push-to belong to a sandbox in which something changes"
    return Effect.fail(new UsageError({ message, advice: "Add --live." }))
  }
  const rate = Option.match(changesPerMinute, { onNone: () => ({}), onSome: (value) => ({ changesPerMinute: value }) })
  const target = Option.match(pushTo, { onNone: () => ({}), onSome: (value) => ({ pushTo: value }) })
  return Effect.succeed(live ? { ...others, live: { ...rate, ...target } } : others)
}
