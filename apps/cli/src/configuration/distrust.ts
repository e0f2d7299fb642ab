/**
 * Whether a configuration that nobody named can be obeyed. It decides which code runs and where secrets are sent, so
 * nobody but this user or root may have written it, or what its adapters are loaded from.
 */
import { lstatSync, realpathSync, type Stats, statSync } from "node:fs"
import { dirname, join } from "node:path"
import * as Result from "effect/Result"

/** A place that another user may have written. */
export interface Distrusted {
  readonly path: string
  readonly why: "belongs to another user" | "can be written by other users"
}

/**
 * The first place that another user may have written, `null` if there is none: the file and its folder, and what Node.js
 * looks for when it loads a package from there, which is every `node_modules` and the nearest `package.json` in the
 * folder and above. Systems without owners, such as Windows, have no check.
 */
export const distrustedAround = (configurationPath: string): Distrusted | null => {
  const trusted = trustedUsers()
  if (trusted === null) return null
  const folder = dirname(configurationPath)
  const target = Result.getOrElse(
    Result.try(() => dirname(realpathSync(configurationPath))),
    () => folder
  )
  const above = foldersFrom(folder)
  const manifest = above.map((each) => join(each, "package.json")).find((path) => stateOf(path, lstatSync) !== null)
  const places = [
    configurationPath,
    folder,
    target,
    ...above.map((each) => join(each, "node_modules")),
    ...(manifest === undefined ? [] : [manifest])
  ]
  for (const path of places) {
    const [link, found] = [stateOf(path, lstatSync), stateOf(path, statSync)]
    if ([link, found].some((state) => state !== null && !trusted.has(state.uid)))
      return { path, why: "belongs to another user" }
    // A link itself can be written by everybody.
    if (found !== null && (found.mode & 0o022) !== 0) return { path, why: "can be written by other users" }
  }
  return null
}

/** This user and root; under `sudo` also the user who called it. `null` if the system has no owners. */
const trustedUsers = (): ReadonlySet<number> | null => {
  const user = process.geteuid?.()
  if (user === undefined) return null
  const caller = process.env["SUDO_UID"]
  return new Set([user, 0, ...(user === 0 && caller !== undefined && /^\d+$/.test(caller) ? [Number(caller)] : [])])
}

/** `null` if there is nothing at this path. */
const stateOf = (path: string, read: (path: string) => Stats): Stats | null =>
  Result.getOrElse(
    Result.try(() => read(path)),
    () => null
  )

const foldersFrom = (folder: string): ReadonlyArray<string> => {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...foldersFrom(above)]
}
