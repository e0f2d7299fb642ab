import { AdapterError, type AdapterManifest, schemaProblems } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/**
 * Decodes options by the adapter's schema; wrong ones fail with `Configuration`, which names each option, never its value.
 * An option that is `undefined` counts as left out, unless it is a secret: an unset variable must not pass for no secret.
 */
export const decodeOptions = <A, I>(
  manifest: AdapterManifest,
  schema: Schema.Codec<A, I>,
  input: object,
  nameOf?: (path: ReadonlyArray<string>) => string
): Effect.Effect<A, AdapterError> => {
  const given = Object.fromEntries(
    Object.entries(input).filter(([name, value]) => value !== undefined || manifest.secrets.includes(name))
  )
  return Effect.mapError(
    Schema.decodeUnknownEffect(schema, { errors: "all", onExcessProperty: "error" })(given),
    ({ issue }) => {
      const problems = schemaProblems(issue, nameOf).join("; ")
      const detail = `the options are not as ${manifest.package} expects them: ${problems}`
      return new AdapterError({ platform: manifest.platform, reason: { _tag: "Configuration", detail } })
    }
  )
}
