/** A configuration that was found, not named, is obeyed only if no other user can have written it or what it loads. */
import { execFileSync } from "node:child_process"
import { chmodSync, chownSync, lchownSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, it, vi } from "vitest"
import { distrustedAround } from "../src/configuration/distrust.ts"
import { at, errorOf, jsonLines, makeFolder, program, runHuidan } from "./runHuidan.ts"

const other = 54_321
const isRoot = process.geteuid?.() === 0
const file = "huidan.config.json"

const folderWith = (change: (folder: string) => void): string => {
  const folder = makeFolder()
  change(folder)
  return folder
}

describe.skipIf(process.geteuid === undefined)("a configuration that was found", () => {
  afterEach(() => vi.unstubAllEnvs())

  const writable: ReadonlyArray<readonly [what: string, mode: number, path: string]> = [
    ["the file, by everybody", 0o646, file],
    ["the file, by its group", 0o664, file],
    ["its folder", 0o775, ""],
    ["its folder, even if each may delete only what is his", 0o1777, ""],
    ["the folder of its packages", 0o777, "node_modules"]
  ]
  it.each(writable)("is not obeyed if others can write %s", (_what, mode, path) => {
    const folder = folderWith((made) => chmodSync(join(made, path), mode))
    expect(distrustedAround(join(folder, file))).toEqual([
      { path: path === "" ? folder : join(folder, path), why: "can be written by other users" }
    ])
  })

  it("is not obeyed if others can write the packages of a folder above, or a file that it is a link to", () => {
    const folder = makeFolder()
    const below = join(folder, "project")
    mkdirSync(below)
    renameSync(join(folder, file), join(below, file))
    expect(distrustedAround(join(below, file))).toEqual([])
    chmodSync(join(folder, "node_modules"), 0o777)
    expect(distrustedAround(join(below, file))).toMatchObject([{ path: join(folder, "node_modules") }])
    const linked = folderWith((made) => rmSync(join(made, file)))
    const shared = folderWith((made) => chmodSync(made, 0o777))
    symlinkSync(join(shared, file), join(linked, file))
    expect(distrustedAround(join(linked, file))).toMatchObject([{ path: shared }])
  })

  const owned: ReadonlyArray<readonly [what: string, path: string]> = [
    ["the file", file],
    ["its folder", ""],
    ["the folder of its packages", "node_modules"],
    ["the package.json beside it", "package.json"]
  ]
  it.runIf(isRoot).each(owned)("is not obeyed if %s belongs to another user, unless he called sudo", (_what, path) => {
    const folder = folderWith((made) => {
      writeFileSync(join(made, "package.json"), "{}")
      chownSync(join(made, path), other, other)
    })
    expect(distrustedAround(join(folder, file))).toMatchObject([{ why: "belongs to another user" }])
    vi.stubEnv("SUDO_UID", String(other))
    expect(distrustedAround(join(folder, file))).toEqual([])
    vi.stubEnv("SUDO_UID", "")
    expect(distrustedAround(join(folder, file))).toMatchObject([{ why: "belongs to another user" }])
  })

  it.runIf(isRoot)("is not obeyed if it is a link of another user to a file of this user", () => {
    const target = makeFolder()
    const folder = folderWith((made) => {
      rmSync(join(made, file))
      symlinkSync(join(target, file), join(made, file))
      lchownSync(join(made, file), other, other)
    })
    expect(distrustedAround(join(folder, file))).toMatchObject([{ why: "belongs to another user" }])
  })

  /** A folder whose adapter is a link to a package elsewhere, as in a workspace, and the name of that folder. */
  const linkedPackage = (): readonly [folder: string, elsewhere: string] => {
    const folder = makeFolder()
    const elsewhere = join(folder, "elsewhere", "adapter")
    mkdirSync(join(elsewhere, "dist"), { recursive: true })
    writeFileSync(join(elsewhere, "package.json"), JSON.stringify({ name: "@o/adapter", main: "dist/main.js" }))
    writeFileSync(join(elsewhere, "dist", "main.js"), "")
    writeFileSync(join(elsewhere, "dist", "package.json"), "{}")
    mkdirSync(join(folder, "node_modules", "@o"))
    symlinkSync(elsewhere, join(folder, "node_modules", "@o", "adapter"))
    return [join(folder, file), elsewhere]
  }

  it("is not obeyed if others can write its adapters, all the places are listed", () => {
    const [path, elsewhere] = linkedPackage()
    const paths = () => distrustedAround(path, ["@o/adapter", "not-installed"]).map((place) => place.path)
    expect(paths()).toEqual([])
    const scope = join(path, "..", "node_modules", "@o")
    const places = [scope, join(elsewhere, "dist", "main.js"), join(elsewhere, "dist"), join(elsewhere, "package.json")]
    for (const place of places) chmodSync(place, 0o777)
    expect(paths()).toEqual(places)
    chmodSync(elsewhere, 0o777)
    expect(paths()).toContain(elsewhere)
  })

  it.runIf(isRoot)("is not obeyed if an adapter, or the link to it, belongs to another user", () => {
    const [path, elsewhere] = linkedPackage()
    const link = join(path, "..", "node_modules", "@o", "adapter")
    lchownSync(link, other, other)
    expect(distrustedAround(path, ["@o/adapter"])).toEqual([{ path: link, why: "belongs to another user" }])
    lchownSync(link, 0, 0)
    chownSync(join(elsewhere, "dist", "main.js"), other, other)
    expect(distrustedAround(path, ["@o/adapter"])).toMatchObject([{ path: join(elsewhere, "dist", "main.js") }])
  })

  it("and is not obeyed ends the command with 64, and the message prints the command that goes on", async () => {
    const folder = folderWith((made) => chmodSync(join(made, file), 0o666))
    chmodSync(join(folder, "node_modules"), 0o777)
    const below = join(folder, "it's below")
    mkdirSync(below)
    const [refused, named, ofEnvironment, blank] = await Promise.all([
      runHuidan(["adapters", "--json"], { folder: below }),
      runHuidan(["adapters", "--json", "--config", join("..", file)], { folder: below }),
      runHuidan(["adapters", "--json"], { folder: below, env: { HUIDAN_CONFIG: join(folder, file) } }),
      runHuidan(["adapters", "--json"], { folder: below, env: { HUIDAN_CONFIG: "" } })
    ])
    expect(blank).toEqual(refused)
    expect(refused).toMatchObject({ code: 64, stdout: "" })
    expect(errorOf(refused)).toMatchObject({
      reason: "Usage",
      message: `The configuration ${join(folder, file)} was found but not named, and it can be written by other users, ${join(folder, "node_modules")} can be written by other users`
    })
    for (const outcome of [named, ofEnvironment]) {
      expect(outcome).toMatchObject({ code: 0, stderr: "" })
      expect(jsonLines(outcome.stdout)).toMatchObject([{ platform: "fake" }])
    }
    const command = /go on with: (?<command>huidan .*?), or first run: chmod go-w /.exec(
      String(at(errorOf(refused), "advice"))
    )?.groups?.["command"]
    const asFunction = `huidan() { "${process.execPath}" "${program}" "$@"; }; ${command}`
    expect(execFileSync("sh", ["-c", asFunction], { cwd: below, encoding: "utf8" })).toBe(named.stdout)
    const mend = /or first run: (?<command>chmod go-w .*)$/.exec(String(at(errorOf(refused), "advice")))
    execFileSync("sh", ["-c", String(mend?.groups?.["command"])])
    expect(distrustedAround(join(folder, file))).toEqual([])
  })
})
