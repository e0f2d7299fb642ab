/** How an app takes in an adapter that it finds by package name: checked first, with a message that helps. */
import type * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { AdapterError } from "./AdapterError.ts"
import { AdapterManifest, adapterContract } from "./AdapterManifest.ts"
import type { OrderAdapter } from "./OrderAdapter.ts"

/**
 * What an adapter package exports as `adapter`.
 *
 * `Options` decodes a shop's `options` from configuration, secrets (named by the manifest, taken from the
 * environment) included. A missing secret does not fail `make`: decoding needs none, and the first call says which one
 * is missing. `make` uses the `HttpClient` of its context where there is one, else `fetch`: the contract itself names
 * stable modules of `effect` only.
 */
export interface AdapterPackage<Options extends Schema.Codec<unknown, unknown> = Schema.Codec<unknown, unknown>> {
  readonly contract: typeof adapterContract
  readonly manifest: AdapterManifest
  readonly Options: Options
  // A method, so that a package of any options can be held as one whose options are not known.
  make(options: Options["Type"]): Effect.Effect<OrderAdapter, AdapterError, Scope.Scope>
  /** The adapter's own probe of `Redacted`, by which a second copy of `effect` is found. */
  readonly redactedProbe: unknown
}

export interface Found {
  /** The package's name and version as installed. */
  readonly package: string
  readonly version: string
  /** The copy of `effect` that the package gets; `null` where it gets none, left out where nobody looked. */
  readonly effect?: EffectCopy | null
  /** The range of `effect` in its package.json; `null` where that states none. */
  readonly effectRange?: string | null
}

/** A copy of `effect` on disk. */
export interface EffectCopy {
  readonly version: string
  /** As the user knows it: relative to the configuration where it lies below. */
  readonly path: string
}

/** The program that takes adapters in, as installed. */
export interface Program {
  readonly package: string
  readonly effect: EffectCopy | null
}

/** What adapters and programs build on. A value redacted by one copy of it cannot be read by another. */
export const effectRange = "^4.1.0"

/** For a program that does not say who it is: the contract is this package's. */
const unknownProgram: Program = { package: "@huidan/core", effect: null }

/**
 * Checks that a module found by package name is an adapter of this contract, built on this copy of `effect`.
 *
 * The failure names the package, the version found, the one needed and the command to run; of a second copy of
 * `effect`, where it lies, if `found` and `program` tell.
 */
export const registerAdapter = (
  module: unknown,
  found: Found,
  program: Program = unknownProgram
): Result.Result<AdapterPackage, AdapterError> => {
  const candidate = Reflect.get(Object(module), "adapter") as unknown
  const install = `npm install ${found.package}@latest`
  const refuse = (why: string, command = install) => Result.fail(refusal(found, why, command))
  if (typeof candidate !== "object" || candidate === null) {
    return Result.fail(notAnAdapter(found, "exports no `adapter`"))
  }
  const contract: unknown = Reflect.get(candidate, "contract")
  if (contract !== adapterContract) {
    if (typeof contract !== "string") {
      return Result.fail(notAnAdapter(found, "exports an `adapter` that speaks no adapter contract"))
    }
    const command = isLater(contract) ? `npm install ${program.package}@latest` : install
    return refuse(`speaks the adapter contract ${JSON.stringify(contract)}`, command)
  }
  if (!readable(Reflect.get(candidate, "redactedProbe"))) return Result.fail(foreignValues(found, program))
  const manifest = Schema.decodeUnknownResult(AdapterManifest)(Reflect.get(candidate, "manifest"))
  if (Result.isFailure(manifest)) {
    return refuse(`has a manifest of another shape (${manifest.failure.message.replaceAll(/\s+/g, " ")})`)
  }
  return isAdapterPackage(candidate) ? Result.succeed(candidate) : refuse("lacks `make` or `Options`")
}

/**
 * Why the `effect` that a package gets cannot serve it: none, another major or minor version, or one that its own
 * package.json does not ask for; `null` where it can. For a package that could not even be imported.
 */
export const refuseEffect = (found: Found, program: Program): AdapterError | null => {
  const own = program.effect?.version ?? null
  const update = `npm install ${found.package}@latest`
  if (found.effect === null) {
    return refusal(found, "finds no effect", `npm install effect@${own ?? effectRange}`, effectNeeded(program))
  }
  if (found.effect !== undefined && !isInRange(found.effect.version)) {
    return refusal(found, `brings effect ${found.effect.version} (${found.effect.path})`, update, effectNeeded(program))
  }
  if (typeof found.effectRange === "string" && !mayMeanFour(found.effectRange)) {
    return refusal(found, `was made for effect ${found.effectRange}`, update, effectNeeded(program))
  }
  return null
}

/** The package's probe cannot be read here: it has a copy of `effect` to itself, or has no probe at all. */
const foreignValues = (found: Found, program: Program): AdapterError => {
  const refused = refuseEffect(found, program)
  if (refused !== null) return refused
  const { effect } = found
  if (effect !== undefined && effect !== null && effect.path === program.effect?.path) {
    return refusal(found, "has no `redactedProbe` of its contract", `npm install ${found.package}@latest`)
  }
  const where = effect === undefined || effect === null ? "" : ` ${effect.version} (${effect.path})`
  return refusal(
    found,
    `brings a second copy of effect${where}, whose values cannot be read here`,
    program.effect === null ? "npm dedupe effect" : `npm install effect@${program.effect.version} && npm dedupe effect`,
    effectNeeded(program)
  )
}

const effectNeeded = ({ effect }: Program): string =>
  `effect ${effectRange}, one copy for all${effect === null ? "" : `: its own ${effect.version} (${effect.path})`}`

const isInRange = (version: string): boolean => {
  const [major, minor] = version.split(".").map(Number)
  return major === 4 && minor !== undefined && minor >= 1
}

/** Whether a range speaks of version 4 at all: ranges are told, not solved. */
const mayMeanFour = (range: string): boolean => /(^|[^\d.])4(\.|$|\s)|\*|^latest$|^workspace:|^>=\s*[0-4]\b/.test(range)

/** A later contract than this program's: a newer adapter would not help. */
const isLater = (contract: string): boolean => contractVersion(contract) > contractVersion(adapterContract)

const contractVersion = (contract: string): number => Number(/^huidan\/adapter@(\d+)$/.exec(contract)?.[1] ?? 0)

const isAdapterPackage = (candidate: object): candidate is AdapterPackage =>
  typeof Reflect.get(candidate, "make") === "function" && Schema.isSchema(Reflect.get(candidate, "Options"))

const readable = (probe: unknown): boolean => {
  try {
    return Redacted.isRedacted(probe) && Redacted.value(probe) === adapterContract
  } catch {
    return false
  }
}

/** Some other package, most likely: a newer version of that would be no adapter either. */
const notAnAdapter = (found: Found, why: string): AdapterError =>
  configurationError(
    found,
    `${why}, so it is no adapter: this program looks there for an \`adapter\` of the contract ${adapterContract}. Name the package of an adapter instead. Only if ${found.package} is meant to be one, renew it. Run: npm install ${found.package}@latest`
  )

const refusal = (found: Found, why: string, command: string, needed = ""): AdapterError =>
  configurationError(
    found,
    `${why}; this program needs ${adapterContract}${needed === "" ? "" : ` and ${needed}`}. Run: ${command}`
  )

/** `detail` goes on from the package's name and version. */
const configurationError = (found: Found, detail: string): AdapterError =>
  new AdapterError({
    platform: found.package,
    shop: null,
    operation: null,
    reason: { _tag: "Configuration", detail: `${found.package}@${found.version} ${detail}` },
    answer: null
  })
