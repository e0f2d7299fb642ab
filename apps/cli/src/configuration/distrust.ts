/**
 * Whether a configuration that nobody named can be obeyed. It decides which code runs and where secrets are sent, so
 * nobody but this user or root may have written it, or what its adapters are loaded from.
 */
import { lstatSync, realpathSync, type Stats, statSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import * as Result from "effect/Result"
import { isPackageName } from "./checkPackageName.ts"

/** A place that another user may have written. */
export interface Distrusted {
  readonly path: string
  readonly why: "belongs to another user" | "can be written by other users"
}

/**
 * The places that another user may have written: the file and its folder; what Node.js looks for when it loads a package
 * from there, which is every `node_modules` and the nearest `package.json` in the folder and above; and of these adapters,
 * as far as they are installed, the folder of the scope, the package and its folders from the entry up to its
 * `package.json`, wherever links lead. Systems without owners, such as Windows, have no check.
 */
export const distrustedAround = (
  configurationPath: string,
  adapters: ReadonlyArray<string> = []
): ReadonlyArray<Distrusted> => {
  const trusted = trustedUsers()
  if (trusted === null) return []
  const folder = dirname(configurationPath)
  const target = dirname(attempt(() => realpathSync(configurationPath)) ?? configurationPath)
  const above = foldersFrom(folder)
  const manifest = above.map((each) => join(each, "package.json")).find((path) => stateOf(path, lstatSync) !== null)
  const places = [
    configurationPath,
    folder,
    target,
    ...above.map((each) => join(each, "node_modules")),
    ...(manifest === undefined ? [] : [manifest]),
    // What has another name is never loaded.
    ...adapters.filter(isPackageName).flatMap((adapter) => placesOf(adapter, configurationPath, above))
  ]
  return [...new Set(places)].flatMap((path): ReadonlyArray<Distrusted> => {
    const [link, found] = [stateOf(path, lstatSync), stateOf(path, statSync)]
    if ([link, found].some((state) => state !== null && !trusted.has(state.uid)))
      return [{ path, why: "belongs to another user" }]
    // A link itself can be written by everybody.
    return found !== null && (found.mode & 0o022) !== 0 ? [{ path, why: "can be written by other users" }] : []
  })
}

/** Where an adapter is looked for, and the real folders of the one that is found. */
const placesOf = (adapter: string, configurationPath: string, above: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [scope] = adapter.startsWith("@") ? adapter.split("/") : []
  const named = above.flatMap((folder) =>
    [...(scope === undefined ? [] : [scope]), adapter].map((name) => join(folder, "node_modules", name))
  )
  const entry = attempt(() => realpathSync(createRequire(configurationPath).resolve(adapter)))
  if (entry === null) return named
  const folders = foldersFrom(dirname(entry))
  // A package may have more files of this name. One that names itself is not in `node_modules`.
  const roots = new Set(named.map((path) => attempt(() => realpathSync(path))))
  const installed = folders.findIndex((folder) => roots.has(folder))
  const top =
    installed >= 0
      ? installed
      : folders.findIndex((folder) => stateOf(join(folder, "package.json"), lstatSync) !== null)
  const root = folders[top]
  return root === undefined ? named : [...named, entry, ...folders.slice(0, top + 1), join(root, "package.json")]
}

/** This user and root; under `sudo` also the user who called it. `null` if the system has no owners. */
const trustedUsers = (): ReadonlySet<number> | null => {
  const user = process.geteuid?.()
  if (user === undefined) return null
  const caller = process.env["SUDO_UID"]
  return new Set([user, 0, ...(user === 0 && caller !== undefined && /^\d+$/.test(caller) ? [Number(caller)] : [])])
}

/** `null` if there is nothing at this path. */
const stateOf = (path: string, read: (path: string) => Stats): Stats | null => attempt(() => read(path))

const attempt = <A>(get: () => A): A | null => Result.getOrElse(Result.try(get), () => null)

const foldersFrom = (folder: string): ReadonlyArray<string> => {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...foldersFrom(above)]
}
