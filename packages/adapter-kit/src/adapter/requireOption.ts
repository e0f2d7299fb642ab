import { AdapterError, type AdapterManifest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Text from "effect/String"
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
            operation: null,
            reason: { _tag: "Configuration", detail: missingOption(manifest, name) },
            answer: null
          })
        )
      : Effect.succeed(value)
  }

/** The message about a missing option. */
export const missingOption = (manifest: AdapterManifest, name: string): string =>
  manifest.secrets.includes(name)
    ? `the secret \`${name}\` is missing: set it in the environment as ${variableOf(manifest.platform.toUpperCase(), name)}`
    : `the option \`${name}\` is missing`

/** The environment variable of an option, `appId` below `XIAOE` → `XIAOE_APP_ID`. */
export const variableOf = (prefix: string, name: string): string => `${prefix}_${Text.configCase(name)}`
