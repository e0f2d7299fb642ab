import { AdapterError, type AdapterManifest, environmentVariable } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { RequireOption } from "../calls/Operation.ts"

/** Gives options that calls need; a missing one fails with `Configuration`, which says how to set it. */
export const requireOptionOf =
  <Options extends object>(manifest: AdapterManifest, shop: string | null, options: Options): RequireOption<Options> =>
  (name) => {
    const value = options[name]
    return value === undefined || value === null
      ? Effect.fail(
          new AdapterError({
            platform: manifest.platform,
            shop,
            reason: { _tag: "Configuration", detail: missingOption(manifest, name) }
          })
        )
      : Effect.succeed(value)
  }

const missingOption = ({ platform, secrets }: AdapterManifest, name: string): string =>
  secrets.includes(name)
    ? `the secret \`${name}\` is missing: the command line reads it from the environment variable ${environmentVariable(platform, name)}`
    : `the option \`${name}\` is missing`

/** The environment variable of an option: `["quota", "requests"]` below `XIAOE` is `XIAOE_QUOTA_REQUESTS`. */
export const variableOf = (prefix: string, path: ReadonlyArray<string>): string =>
  [prefix, ...path.map((name) => environmentVariable(name))].join("_")
