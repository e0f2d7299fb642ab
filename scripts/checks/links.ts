/** Promise: every relative link of a page leads to a file or folder, and every threat of docs/security.md names a test. */
import { existsSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { filesBelow, readText } from "../support/files.ts"
import { exampleAdapters, readWorkspace } from "../support/workspace.ts"

export const links: Check = {
  name: "links",
  promise: "every relative link of a page leads to a file or folder, and every threat of docs/security.md names a test",
  run: async (root) => [
    ...pagesOf(root).flatMap((page) => brokenLinks(root, page)),
    ...untestedThreats(root, join(root, "docs/security.md"))
  ]
}

const pagesOf = (root: string): ReadonlyArray<string> =>
  [
    join(root, "README.md"),
    join(root, "README.zh-CN.md"),
    join(root, "SECURITY.md"),
    ...filesBelow(join(root, "docs")),
    ...[...readWorkspace(root), ...exampleAdapters(root)].map(({ path }) => join(path, "README.md"))
  ].filter((path) => path.endsWith(".md") && existsSync(path))

/** The targets of the links in a text that are in this repository, without their anchors. */
const targetsOf = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/\]\((?<target>[^)\s]+)\)/g)]
    .map(({ groups }) => (groups?.["target"] ?? "").replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/i.test(target))

const brokenLinks = (root: string, page: string): ReadonlyArray<string> =>
  readText(page)
    // Code is not prose: `[a](b)` may be part of a program.
    .replaceAll(/^```[\s\S]*?^```|`[^`\n]*`/gm, (code) => code.replaceAll(/[^\n]/g, " "))
    .split("\n")
    .flatMap((line, index) =>
      targetsOf(line)
        .filter((target) => !existsSync(join(dirname(page), target)))
        .map((target) => `${relative(root, page)}:${index + 1} links to ${target}, which does not exist`)
    )

const test = /\.test\.ts$|\/law\/laws\/\w+\.ts$/

const untestedThreats = (root: string, page: string): ReadonlyArray<string> => {
  if (!existsSync(page)) return []
  const lines = readText(page).split("\n")
  const start = lines.indexOf("## Threats")
  const end = lines.findIndex((line, index) => index > start && line.startsWith("## "))
  return lines.slice(start, end).flatMap((line, index) => {
    // The first two rows are the head of the table.
    const isThreat = line.startsWith("| ") && !line.startsWith("| who | what") && !line.startsWith("| ---")
    return isThreat && !targetsOf(line).some((target) => test.test(target))
      ? [`${relative(root, page)}:${start + index + 1} names no test`]
      : []
  })
}

if (import.meta.main) await main(links)
