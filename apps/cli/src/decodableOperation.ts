import type { AdapterManifest } from "@huidan/core"
import * as Effect from "effect/Effect"
import { UsageError } from "./UsageError.ts"

/** Fails if the adapter decodes no operation of this name. */
export const decodableOperation = (manifest: AdapterManifest, name: string): Effect.Effect<void, UsageError> => {
  const decodable = Object.entries(manifest.operations).flatMap(([operation, { answers }]) =>
    answers === "order" || answers === "orders" ? [operation] : []
  )
  return decodable.includes(name)
    ? Effect.void
    : Effect.fail(
        new UsageError({
          message: `${manifest.package} decodes no operation ${JSON.stringify(name)}`,
          advice: `It decodes ${decodable.join(", ")}.`
        })
      )
}
