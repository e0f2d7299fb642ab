import { type MasterKey, masterKey } from "@huidan/sync"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { Run } from "../Run.ts"
import { UsageError } from "../UsageError.ts"
import { howToMakeKey, masterKeyVariable, previousVariable } from "./masterKeyVariables.ts"

/** `null` if the variable is not set, or empty: private text is stored masked only. */
export const readMasterKey: Effect.Effect<MasterKey | null, UsageError, Run> = Effect.gen(function* () {
  const previous = yield* readKey(previousVariable, [])
  return yield* readKey(masterKeyVariable, previous === null ? [] : [previous])
})

const readKey = Effect.fnUntraced(function* (variable: string, previous: ReadonlyArray<MasterKey>) {
  const text = yield* Effect.orDie(Config.option(Config.Redacted(variable)))
  if (Option.isNone(text)) return null
  yield* (yield* Run).conceal(text.value)
  return (
    masterKey(text.value, previous) ??
    (yield* new UsageError({
      message: `${variable} is not a key: it needs 64 hexadecimal digits, or 32 bytes as base64`,
      advice: howToMakeKey
    }))
  )
})
