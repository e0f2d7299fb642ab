import * as Effect from "effect/Effect"
import { settings } from "./globalFlags.ts"
import type { Settings } from "./Settings.ts"

/** Runs the code of a command, imported when it is used. */
export const lazily =
  <Input, E, R>(load: () => Promise<(input: Input, settings: Settings) => Effect.Effect<void, E, R>>) =>
  (input: Input) =>
    Effect.gen(function* () {
      const given = yield* settings
      const work = yield* Effect.promise(load)
      yield* work(input, given)
    })
