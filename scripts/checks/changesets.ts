/** Promise: every published package has a changelog or a waiting changeset, and changesets can plan a release. */
import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join, relative } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { filesBelow, readText } from "../support/files.ts"
import { publishedOf, readWorkspace } from "../support/workspace.ts"

export const changesets: Check = {
  name: "changesets",
  promise: "every published package has a changelog or a waiting changeset, and changesets can plan a release",
  run: async (root) => {
    const packages = publishedOf(readWorkspace(root))
    const names = new Set(packages.map(({ name }) => name))
    const waiting = filesBelow(join(root, ".changeset"))
      .filter((path) => path.endsWith(".md") && !path.endsWith("README.md"))
      .map((path) => ({ at: relative(root, path), ...readChangeset(readText(path)) }))
    const announced = new Set(waiting.flatMap((changeset) => changeset.packages))
    const silent = packages
      .filter(({ name, path }) => !announced.has(name) && !existsSync(join(path, "CHANGELOG.md")))
      .map(({ name }) => `${name} has neither CHANGELOG.md nor a changeset. Run: pnpm changeset`)
    const strange = waiting.flatMap(({ at, packages: named }) =>
      named.filter((name) => !names.has(name)).map((name) => `${at} is for ${name}, which is not published`)
    )
    const empty = waiting
      .filter(({ text }) => text.length < 40)
      .map(({ at }) => `${at} does not say what changed for a user`)
    return [...silent, ...strange, ...empty, ...planProblems(root)]
  }
}

const readChangeset = (text: string): { readonly packages: ReadonlyArray<string>; readonly text: string } => {
  const [, header = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  return {
    packages: [...header.matchAll(/^"?([^":]+)"?: (?:major|minor|patch)$/gm)].map((match) => match[1] ?? ""),
    text: body.trim()
  }
}

const planProblems = (root: string): ReadonlyArray<string> => {
  if (!existsSync(join(root, ".git"))) return []
  try {
    const since = hasMain(root) ? [] : ["--since=HEAD"]
    execFileSync(process.execPath, [join(root, "node_modules/@changesets/cli/bin.js"), "status", ...since], {
      cwd: root,
      stdio: "pipe"
    })
    return []
  } catch (error) {
    return [
      `changeset status fails: ${String(Reflect.get(Object(error), "stdout"))
        .trim()
        .replaceAll(/\s+/g, " ")}`
    ]
  }
}

/** A clone of one commit has no branch to compare with. */
const hasMain = (root: string): boolean => {
  try {
    execFileSync("git", ["rev-parse", "--verify", "--quiet", "refs/heads/main"], { cwd: root, stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

if (import.meta.main) await main(changesets)
