/**
 * The folder for compiled code. Node.js runs what it finds there, so it is in this user's own cache folder: in the shared
 * temporary folder another user could put code into it first.
 *
 * Imports only parts of Node.js, because nothing that is loaded before it is cached.
 */
import { existsSync, mkdirSync, realpathSync, statSync } from "node:fs"
import { homedir } from "node:os"
import { dirname, isAbsolute, join } from "node:path"

/** Made if it does not exist. `null` if it cannot be made, is not this user's, or other users can write it. */
export const compileCacheFolder = (): string | null => {
  try {
    const folder = join(userCacheFolder(), "huidan", "compiled")
    // Before anything is made: with `sudo` it may be the folder of the user who called it.
    if (!isOutOfReach(realpathSync(existing(folder)))) return null
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const made = realpathSync(folder)
    return isOutOfReach(made) && isOwn(made) ? made : null
  } catch {
    return null
  }
}

const userCacheFolder = (): string => {
  const windows = process.platform === "win32"
  const named = process.env[windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME"]
  // A relative path is ignored, as the XDG Base Directory Specification says.
  if (named !== undefined && isAbsolute(named)) return named
  if (windows) return join(homedir(), "AppData", "Local")
  return process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache")
}

/** The folder itself, or else the nearest one above it that exists. */
const existing = (folder: string): string => (existsSync(folder) ? folder : existing(dirname(folder)))

/** Whether only this user can write it. Systems without owners, such as Windows, have a cache folder for each user. */
const isOwn = (folder: string): boolean => {
  const user = process.geteuid?.()
  const { mode, uid } = statSync(folder)
  return user === undefined || (uid === user && (mode & writableForOthers) === 0)
}

/**
 * Whether no other user can replace this folder or one above it. In a folder with the sticky bit, such as `/tmp`, each
 * user can replace only what is his own.
 */
const isOutOfReach = (folder: string): boolean => {
  const user = process.geteuid?.()
  if (user === undefined) return true
  const { mode, uid } = statSync(folder)
  if (uid !== user && uid !== 0) return false
  if ((mode & writableForOthers) !== 0 && (mode & sticky) === 0) return false
  return folder === dirname(folder) || isOutOfReach(dirname(folder))
}

const writableForOthers = 0o022
const sticky = 0o1000
