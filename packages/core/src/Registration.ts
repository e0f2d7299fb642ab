/** Checks an adapter that a program found by its package name, with a message that says what to do. */
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
 */
export interface AdapterPackage<Options extends Schema.Codec<unknown, unknown> = Schema.Codec<unknown, unknown>> {
  /** The contract that the package implements. */
  readonly contract: typeof adapterContract
  /** What the adapter supports. */
  readonly manifest: AdapterManifest
  /** Decodes the options of one shop, secrets included; the manifest names the secrets. */
  readonly Options: Options
  // A method, so that a package with any options is assignable to `AdapterPackage` without type arguments.
  /**
   * Makes the adapter of one shop. It sends requests with the `HttpClient` of the caller's context, or with `fetch` if
   * there is none. Missing secrets do not fail `make`, because `decode` needs none: the first call fails with
   * `Configuration`.
   */
  make(options: Options["Type"]): Effect.Effect<OrderAdapter, AdapterError, Scope.Scope>
  /** `Redacted.make(adapterContract)`: a program that cannot read it has another copy of `effect`. */
  readonly redactedProbe: unknown
}

/** An adapter package as installed. */
export interface Found {
  /** The package's name. */
  readonly package: string
  /** The package's version. */
  readonly version: string
  /** The copy of `effect` that the package imports; `null` if it finds none, left out if not known. */
  readonly effect?: EffectCopy | null
  /** The range of `effect` in its package.json; `null` if there is none, left out if not known. */
  readonly effectRange?: string | null
}

/** A copy of `effect` on disk. */
export interface EffectCopy {
  /** The copy's version, `4.1.0`. */
  readonly version: string
  /** Its folder, as shown in messages. */
  readonly path: string
}

/** The program that uses the adapters, as installed. */
export interface Program {
  /** The name of the program's package: messages name it in the command that updates it. */
  readonly package: string
  /** The copy of `effect` that the program imports; `null` if not known. */
  readonly effect: EffectCopy | null
}

/** The range of `effect` that adapters and programs need. They must share one copy: only it can read what it redacted. */
export const effectRange = "^4.1.0"

/** For a program that does not name itself: the contract belongs to this package. */
const unknownProgram: Program = { package: "@huidan/core", effect: null }

/**
 * Checks that an imported module exports an `adapter` of this contract that uses this program's copy of `effect`.
 *
 * The failure is a `Configuration` error that names the package, the version found, the version needed and the command
 * to run. It names the versions and folders of `effect` too, if `found` and `program` state them.
 *
 * ```ts
 * import { registerAdapter } from "@huidan/core"
 * import { Result } from "effect"
 *
 * const registered = registerAdapter({}, { package: "some-package", version: "1.0.0" })
 * Result.isFailure(registered) ? registered.failure.reason._tag : "registered" // => "Configuration"
 * ```
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
      return Result.fail(notAnAdapter(found, "exports an `adapter` that names no contract"))
    }
    const command = isLater(contract) ? `npm install ${program.package}@latest` : install
    return refuse(`implements the adapter contract ${JSON.stringify(contract)}`, command)
  }
  if (!readable(Reflect.get(candidate, "redactedProbe"))) return Result.fail(foreignValues(found, program))
  const manifest = Schema.decodeUnknownResult(AdapterManifest)(Reflect.get(candidate, "manifest"))
  if (Result.isFailure(manifest)) {
    return refuse(`has an invalid manifest (${manifest.failure.message.replaceAll(/\s+/g, " ")})`)
  }
  return isAdapterPackage(candidate) ? Result.succeed(candidate) : refuse("lacks `make` or `Options`")
}

/**
 * Why an adapter package cannot use the `effect` it finds: there is none, it is not 4.1 or a later 4.x, or the range
 * in the package's own package.json excludes version 4. `null` if `effect` is not the problem, or if `found` does not
 * state it.
 *
 * For a package that fails to import; `registerAdapter` checks the others.
 */
export const refuseEffect = (found: Found, program: Program): AdapterError | null => {
  const own = program.effect?.version ?? null
  const update = `npm install ${found.package}@latest`
  if (found.effect === null) {
    return refusal(found, "cannot find effect", `npm install effect@${own ?? effectRange}`, effectNeeded(program))
  }
  if (found.effect !== undefined && !isInRange(found.effect.version)) {
    return refusal(found, `uses effect ${found.effect.version} (${found.effect.path})`, update, effectNeeded(program))
  }
  if (typeof found.effectRange === "string" && !mayMeanFour(found.effectRange)) {
    return refusal(found, `requires effect ${found.effectRange}`, update, effectNeeded(program))
  }
  return null
}

/** The package's probe cannot be read here: the package uses another copy of `effect`, or has no probe. */
const foreignValues = (found: Found, program: Program): AdapterError => {
  const refused = refuseEffect(found, program)
  if (refused !== null) return refused
  const { effect } = found
  if (effect !== undefined && effect !== null && effect.path === program.effect?.path) {
    return refusal(found, "has no valid `redactedProbe`", `npm install ${found.package}@latest`)
  }
  const where = effect === undefined || effect === null ? "" : ` ${effect.version} (${effect.path})`
  return refusal(
    found,
    `uses a second copy of effect${where}, and this program cannot read values that another copy redacted`,
    program.effect === null ? "npm dedupe effect" : `npm install effect@${program.effect.version} && npm dedupe effect`,
    effectNeeded(program)
  )
}

const effectNeeded = ({ effect }: Program): string =>
  `effect ${effectRange}, the same copy that it uses itself${effect === null ? "" : `: ${effect.version} (${effect.path})`}`

const isInRange = (version: string): boolean => {
  const [major, minor] = version.split(".").map(Number)
  return major === 4 && minor !== undefined && minor >= 1
}

/** Whether a range may include version 4. A rough check: ranges are not resolved here. */
const mayMeanFour = (range: string): boolean => /(^|[^\d.])4(\.|$|\s)|\*|^latest$|^workspace:|^>=\s*[0-4]\b/.test(range)

/** Whether a contract is later than this program's: then the program must be updated, not the adapter. */
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

/** Most likely the user named another package by mistake: updating it would not help. */
const notAnAdapter = (found: Found, why: string): AdapterError =>
  configurationError(
    found,
    `${why}, so it is not an adapter: this program needs an exported \`adapter\` of the contract ${adapterContract}. Name the package of an adapter instead. If ${found.package} should be one, update it. Run: npm install ${found.package}@latest`
  )

const refusal = (found: Found, why: string, command: string, needed = ""): AdapterError =>
  configurationError(
    found,
    `${why}; this program needs ${adapterContract}${needed === "" ? "" : ` and ${needed}`}. Run: ${command}`
  )

/** `detail` continues the sentence that begins with the package's name and version. */
const configurationError = (found: Found, detail: string): AdapterError =>
  new AdapterError({
    platform: found.package,
    reason: { _tag: "Configuration", detail: `${found.package}@${found.version} ${detail}` }
  })
