import { AdapterError, type AdapterManifest, schemaProblems } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { shownOption } from "../calls/optionNames.ts"
import { missingOptions, neededByEveryCall } from "../calls/optionNeeds.ts"
import { isBlank } from "./isBlank.ts"
import { hostInTheOpen } from "./plainHttp.ts"

/** How options are read. */
interface OptionReading<A, I> {
  readonly manifest: AdapterManifest
  readonly schema: Schema.Codec<A, I>
  /** What the environment variables of the options begin with. */
  readonly prefix: string
}

/**
 * Decodes options by the adapter's schema. Otherwise fails with everything that is wrong, and with what every call needs
 * and is missing: the name of each option, never its value.
 *
 * An option that is `undefined` counts as left out, unless it is a secret, and no option may be a blank text: an unset
 * variable must not pass for no secret, or for one that everyone can guess.
 */
export const readOptions = <A, I>(
  reading: OptionReading<A, I>,
  input: unknown
): Effect.Effect<A, ReadonlyArray<string>> =>
  Effect.suspend(() => read(reading, input)).pipe(
    // An object may throw when it is read.
    Effect.catchDefect(() => Effect.fail(["the options cannot be read"]))
  )

const read = <A, I>(
  { manifest, prefix, schema }: OptionReading<A, I>,
  input: unknown
): Effect.Effect<A, ReadonlyArray<string>> => {
  const known = new Set(fieldsOf(schema))
  const shown = (path: ReadonlyArray<string>): string =>
    known.has(path[0] ?? "") ? shownOption(prefix, path) : path.join(".")
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    const needed = neededByEveryCall(manifest).map((name) => `${shown([name])}: is missing`)
    return Effect.fail(["the options are not an object", ...needed])
  }
  const given = Object.entries(input).filter(([name, value]) => value !== undefined || manifest.secrets.includes(name))
  const wrong = given.flatMap(([name, value]) => {
    const problem = problemOf(value) ?? (name === "baseUrl" ? openAddress(value, input, shown(["allowHttp"])) : null)
    return problem === null ? [] : [{ name, text: `${shown([name])}: ${problem}` }]
  })
  const rest = Object.fromEntries(given.filter(([name]) => wrong.every((other) => other.name !== name)))
  const missing = missingOptions(neededByEveryCall(manifest), Object.fromEntries(given)).filter((name) =>
    wrong.every((other) => other.name !== name)
  )
  const alsoWrong = [...wrong.map(({ text }) => text), ...missing.map((name) => `${shown([name])}: is missing`)]
  return Effect.matchEffect(Schema.decodeUnknownEffect(schema, { errors: "all", onExcessProperty: "error" })(rest), {
    onFailure: ({ issue }) => Effect.fail([...schemaProblems(issue, shown), ...alsoWrong]),
    onSuccess: (options) => (wrong.length === 0 ? Effect.succeed(options) : Effect.fail(alsoWrong))
  })
}

/** The error of options that cannot be used. */
export const wrongOptions = (manifest: AdapterManifest, problems: ReadonlyArray<string>): AdapterError => {
  const detail = `the options are not as ${manifest.package} expects them: ${problems.join("; ")}`
  return new AdapterError({ platform: manifest.platform, reason: { _tag: "Configuration", detail } })
}

/** What is wrong with an option by any schema. */
const problemOf = (value: unknown): string | null => {
  if (value === undefined) return "is undefined"
  const text = Redacted.isRedacted(value) ? Result.try(() => Redacted.value(value)) : Result.succeed(value)
  if (Result.isFailure(text)) return "cannot be read, for it was wiped, or redacted by another copy of effect"
  return typeof text.success === "string" && isBlank(text.success) ? "is blank" : null
}

/** What is wrong with an address without encryption, unless `allowHttp` is set. */
const openAddress = (address: unknown, input: object, allowHttp: string): string | null => {
  const host = typeof address === "string" ? hostInTheOpen(address) : null
  if (host === null || String(Reflect.get(input, "allowHttp")) === "true") return null
  return `is plain http, so that everyone on the way to ${host} can read secrets and orders: use https, or set ${allowHttp} to true`
}

const fieldsOf = (schema: Schema.Constraint): ReadonlyArray<string> => {
  const ast = SchemaAST.toEncoded(schema.ast)
  return SchemaAST.isObjects(ast) ? ast.propertySignatures.map(({ name }) => String(name)) : []
}
