/** Promise: no file, the lockfile included, names a registry host or a path of one machine, or holds a merge conflict. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { type Check, main } from "../support/Check.ts"

const bans: ReadonlyArray<readonly [string, RegExp]> = [
  ["a registry's host", /https?:\/\/[\w.-]*(?:registry|npmmirror|verdaccio|artifactory|nexus)[\w.-]*/i],
  ["a tarball's address", /^\s*(?:resolution: \{.*tarball: http|resolved "?http)/m],
  ["a path of one machine", /(?<![\w.])\/(?:work|root|home\/\w+|Users\/\w+)\/[\w.-]+/],
  ["a merge conflict", /^(?:<{7} |>{7} )/m]
]

/** Files that must contain the patterns above. */
const exempt = new Set(["scripts/checks/repository.ts"])

export const repository: Check = {
  name: "repository",
  promise: "no file, the lockfile included, names a registry host or a path of one machine, or holds a merge conflict",
  run: async (root) =>
    trackedFiles(root)
      .filter((path) => !exempt.has(path))
      .flatMap((path) => {
        const text = readFileSync(join(root, path), "utf8")
        return text.includes("\u0000") ? [] : bans.flatMap(([what, pattern]) => locate(path, text, what, pattern))
      })
}

/** Files that git tracks, and new ones that it does not ignore. */
const trackedFiles = (root: string): ReadonlyArray<string> =>
  execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"], {
    cwd: root,
    encoding: "utf8"
  })
    .split("\u0000")
    .filter((path) => path !== "")

const locate = (path: string, text: string, what: string, pattern: RegExp): ReadonlyArray<string> => {
  const match = pattern.exec(text)
  return match === null ? [] : [`${path}:${text.slice(0, match.index).split("\n").length} holds ${what}`]
}

if (import.meta.main) await main(repository)
