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
}

/**
 * Checks that a module found by package name is an adapter of this contract, built on this copy of `effect`.
 *
 * The failure names the package, the version found, the one needed and the command to run.
 */
export const registerAdapter = (module: unknown, found: Found): Result.Result<AdapterPackage, AdapterError> => {
  const candidate = Reflect.get(Object(module), "adapter") as unknown
  const install = `npm install ${found.package}@latest`
  if (typeof candidate !== "object" || candidate === null) return refuse(found, "exports no `adapter`", install)
  const contract: unknown = Reflect.get(candidate, "contract")
  if (contract !== adapterContract) {
    return typeof contract === "string"
      ? refuse(
          found,
          `speaks the adapter contract ${JSON.stringify(contract)}`,
          isLater(contract) ? "npm update" : install
        )
      : refuse(found, "speaks no adapter contract", install)
  }
  if (!readable(Reflect.get(candidate, "redactedProbe"))) {
    return refuse(found, "brings a second copy of effect", "npm ls effect, then npm dedupe")
  }
  const manifest = Schema.decodeUnknownResult(AdapterManifest)(Reflect.get(candidate, "manifest"))
  if (Result.isFailure(manifest)) {
    return refuse(
      found,
      `has a manifest of another shape (${manifest.failure.message.replaceAll(/\s+/g, " ")})`,
      install
    )
  }
  return isAdapterPackage(candidate) ? Result.succeed(candidate) : refuse(found, "lacks `make` or `Options`", install)
}

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

const refuse = (found: Found, why: string, command: string): Result.Result<never, AdapterError> =>
  Result.fail(
    new AdapterError({
      platform: found.package,
      shop: null,
      operation: null,
      reason: {
        _tag: "Configuration",
        detail: `${found.package}@${found.version} ${why}; this program needs ${adapterContract}. Run: ${command}`
      },
      answer: null
    })
  )
