/** Which options calls need, by the table of the manifest. */
import { AdapterError, type AdapterManifest } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { RequireOption } from "./Operation.ts"
import { shownOption } from "./optionNames.ts"

/** The options that every operation needs which this manifest calls, as a type. */
export type NeededOption<Manifest extends AdapterManifest> = Exclude<
  NeedsOfCalls<Manifest>[keyof NeedsOfCalls<Manifest>],
  LeftOutBySome<Manifest>
>

type NeedsOfCalls<Manifest extends AdapterManifest> = {
  [Name in keyof Manifest["operations"] as Manifest["operations"][Name] extends { readonly use: "call" }
    ? Name
    : never]: Manifest["operations"][Name]["needs"][number]
}

/** Options that some call needs and another one does not. */
type LeftOutBySome<Manifest extends AdapterManifest> = {
  [Name in keyof NeedsOfCalls<Manifest>]: Exclude<
    NeedsOfCalls<Manifest>[keyof NeedsOfCalls<Manifest>],
    NeedsOfCalls<Manifest>[Name]
  >
}[keyof NeedsOfCalls<Manifest>]

/** The options that every operation needs which this manifest calls. */
export const neededByEveryCall = ({ operations }: AdapterManifest): ReadonlyArray<string> => {
  const [first = [], ...others] = Object.values(operations).flatMap(({ needs, use }) => (use === "call" ? [needs] : []))
  return first.filter((option) => others.every((needs) => needs.includes(option)))
}

/** Those of these options that are not given. */
export const missingOptions = (needs: ReadonlyArray<string>, options: object): ReadonlyArray<string> =>
  needs.filter((option) => {
    const value: unknown = Reflect.get(options, option)
    return value === undefined || value === null
  })

/** The options of an instance, as its calls need them. */
export interface OptionNeeds<Options> {
  /** Gives one option, or fails with `Configuration`. */
  readonly require: RequireOption<Options>
  /** Fails with `Configuration` if an operation lacks options, and names all of them. */
  readonly check: (operation: string) => Effect.Effect<void, AdapterError>
  /** The error of every call, if all of them lack an option; otherwise `null`. */
  readonly lacking: AdapterError | null
}

/** `prefix` is what the environment variables of the options begin with. */
export const optionNeedsOf = <Options extends object>(
  manifest: AdapterManifest,
  prefix: string,
  shop: string | null,
  options: Options
): OptionNeeds<Options> => {
  const errorOf = (who: string, needs: ReadonlyArray<string>): AdapterError | null => {
    const missing = missingOptions(needs, options)
    if (missing.length === 0) return null
    const shown = missing.map((option) => shownOption(prefix, [option]))
    const detail = `${who} needs options that are missing: ${shown.join(", ")}`
    return new AdapterError({ platform: manifest.platform, shop, reason: { _tag: "Configuration", detail } })
  }
  return {
    require: (name) => {
      const value = options[name]
      if (value !== undefined && value !== null) return Effect.succeed(value)
      const detail = `the call needs an option that is missing: ${shownOption(prefix, [name])}`
      return Effect.fail(
        new AdapterError({ platform: manifest.platform, shop, reason: { _tag: "Configuration", detail } })
      )
    },
    check: (operation) => {
      const error = errorOf(operation, manifest.operations[operation]?.needs ?? [])
      return error === null ? Effect.void : Effect.fail(error)
    },
    lacking: errorOf("every call", neededByEveryCall(manifest))
  }
}
