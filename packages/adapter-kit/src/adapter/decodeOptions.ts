import { AdapterError, type AdapterManifest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { optionProblems } from "./optionProblems.ts"

/** Decodes options by the adapter's schema; wrong ones fail with `Configuration`, which names each option, never its value. */
export const decodeOptions = <A, I>(
  manifest: AdapterManifest,
  schema: Schema.Codec<A, I>,
  input: unknown
): Effect.Effect<A, AdapterError> =>
  Effect.mapError(
    Schema.decodeUnknownEffect(schema, { errors: "all", onExcessProperty: "error" })(input),
    (error) =>
      new AdapterError({
        platform: manifest.platform,
        shop: null,
        operation: null,
        reason: {
          _tag: "Configuration",
          detail: `the options are not as ${manifest.package} expects them: ${optionProblems(error.issue).join("; ")}`
        },
        answer: null
      })
  )
