import { dirname } from "node:path"
import * as Effect from "effect/Effect"
import { UsageError } from "../UsageError.ts"

/**
 * A name as npm gives it, perhaps with a scope, and nothing behind it. A path into a package can lead out of it, and a
 * name that begins with a dot or `#` is no package.
 */
const packageName = /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i

/** Whether this is the name of a package. */
export const isPackageName = (name: string): boolean => packageName.test(name)

/** Fails with `UsageError` unless the name is that of a package: code is never loaded from a path or an address. */
export const checkPackageName = (configurationPath: string, name: string): Effect.Effect<void, UsageError> =>
  isPackageName(name)
    ? Effect.void
    : Effect.fail(
        new UsageError({
          message: "An adapter is loaded by the name of its package, not by a path or an address",
          advice: `Install it in ${dirname(configurationPath)} (npm install FOLDER links a folder of this machine), and write the name that its package.json has.`
        })
      )
