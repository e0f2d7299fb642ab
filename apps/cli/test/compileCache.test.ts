/** Compiled code that the command runs is never where another user can write. */
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, realpathSync, statSync, symlinkSync } from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"
import { afterEach, describe, expect, it, vi } from "vitest"
import { compileCacheFolder } from "../src/compileCacheFolder.ts"
import { makeFolder, runHuidan } from "./runHuidan.ts"

const other = 54_321

/** A new folder that is named as the user's cache folder in this process. */
const cacheFolder = (): string => {
  const folder = realpathSync(makeFolder())
  vi.stubEnv("XDG_CACHE_HOME", folder)
  return folder
}

describe.skipIf(process.geteuid === undefined)("the folder for compiled code", () => {
  afterEach(() => vi.unstubAllEnvs())

  it("is made in the user's cache folder, for this user only", () => {
    const folder = cacheFolder()
    expect(compileCacheFolder()).toBe(join(folder, "huidan", "compiled"))
    for (const made of ["huidan", "huidan/compiled"]) expect(statSync(join(folder, made)).mode & 0o777).toBe(0o700)
    expect(compileCacheFolder()).toBe(join(folder, "huidan", "compiled"))
  })

  it("may be made in a shared folder in which each user can replace only what is his own", () => {
    const folder = cacheFolder()
    chmodSync(folder, 0o1777)
    expect(compileCacheFolder()).toBe(join(folder, "huidan", "compiled"))
  })

  it("is not used if another user can write it, or replace a folder above it", () => {
    for (const [path, mode] of [
      ["huidan/compiled", 0o770],
      ["huidan/compiled", 0o1777],
      ["huidan", 0o707],
      ["", 0o777]
    ] as const) {
      const folder = cacheFolder()
      mkdirSync(join(folder, "huidan", "compiled"), { recursive: true, mode: 0o700 })
      chmodSync(join(folder, path), mode)
      expect(compileCacheFolder()).toBeNull()
    }
  })

  it.runIf(process.geteuid?.() === 0)("is not used, and not made, where it belongs to another user", () => {
    const folder = cacheFolder()
    chownSync(folder, other, other)
    expect(compileCacheFolder()).toBeNull()
    expect(existsSync(join(folder, "huidan"))).toBe(false)
    const linked = cacheFolder()
    symlinkSync(folder, join(linked, "huidan"))
    expect(compileCacheFolder()).toBeNull()
  })

  it("is not used if it cannot be made", () => {
    vi.stubEnv("XDG_CACHE_HOME", join(cacheFolder(), "huidan.config.json"))
    expect(compileCacheFolder()).toBeNull()
  })

  it.runIf(process.platform === "linux")("is below the home folder if no folder is named, or a relative one", () => {
    const home = realpathSync(makeFolder())
    vi.stubEnv("HOME", home)
    for (const named of [undefined, "", "relative"]) {
      vi.stubEnv("XDG_CACHE_HOME", named)
      expect(homedir()).toBe(home)
      expect(compileCacheFolder()).toBe(join(home, ".cache", "huidan", "compiled"))
    }
  })
})

describe("the command", () => {
  it("keeps compiled code there, and nothing in the temporary folder, also if it may not keep any", async () => {
    const [folder, shared, temporary] = [makeFolder(), makeFolder(), makeFolder()]
    chmodSync(shared, 0o777)
    const run = (cache: string) =>
      runHuidan(["--version"], { folder, node: [], env: { XDG_CACHE_HOME: cache, TMPDIR: temporary } })
    for (const outcome of await Promise.all([run(folder), run(shared)])) expect(outcome).toMatchObject({ code: 0 })
    expect(readdirSync(join(folder, "huidan", "compiled"))).toHaveLength(1)
    expect(existsSync(join(shared, "huidan"))).toBe(false)
    expect(existsSync(join(temporary, "node-compile-cache"))).toBe(false)
  })
})
