/** Promise: README.zh-CN.md has the headings and the code of README.md. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { type Check, main } from "../support/Check.ts"
import { readText } from "../support/files.ts"

const original = "README.md"
const translated = "README.zh-CN.md"

export const translation: Check = {
  name: "translation",
  promise: `${translated} has the headings of ${original}, by level, and the same code, in the same order`,
  run: async (root) => {
    const missing = [original, translated].filter((file) => !existsSync(join(root, file)))
    if (missing.length > 0) return missing.map((file) => `there is no ${file}`)
    return differences(partsOf(readText(join(root, original))), partsOf(readText(join(root, translated))))
  }
}

interface Part {
  /** Of the page, from 1 on. */
  readonly line: number
  /** `a heading of level 2`, or `code`. */
  readonly kind: string
  /** The block with its fences, and the comment above it that names its file; empty for a heading. */
  readonly code: string
}

const partsOf = (text: string): ReadonlyArray<Part> => {
  const lines = text.split("\n")
  const parts: Array<Part> = []
  for (let index = 0; index < lines.length; index++) {
    const [, marks] = /^(#{1,6}) /.exec(lines[index] ?? "") ?? []
    if (marks !== undefined) parts.push({ line: index + 1, kind: `a heading of level ${marks.length}`, code: "" })
    if (!/^\s*```/.test(lines[index] ?? "")) continue
    const end = lines.findIndex((line, at) => at > index && /^\s*```\s*$/.test(line))
    const last = end < 0 ? lines.length - 1 : end
    const start = (lines[index - 1] ?? "").startsWith("<!-- ") ? index - 1 : index
    parts.push({ line: index + 1, kind: "code", code: lines.slice(start, last + 1).join("\n") })
    index = last
  }
  return parts
}

/** From a place on where one page has a part that the other has not, nothing is compared. */
const differences = (own: ReadonlyArray<Part>, other: ReadonlyArray<Part>): ReadonlyArray<string> => {
  const split = own.findIndex(({ kind }, index) => kind !== other[index]?.kind)
  const common = split < 0 ? own.length : split
  const problems = own.slice(0, common).flatMap(({ code, line }, index) => {
    const twin = other[index]
    return twin === undefined || twin.code === code
      ? []
      : [`${translated}:${twin.line} has other code than ${original}:${line}`]
  })
  const [mine, theirs] = [own[common], other[common]]
  if (mine === undefined && theirs === undefined) return problems
  if (theirs === undefined) return [...problems, `${translated} lacks ${mine?.kind}, ${original}:${mine?.line}`]
  if (mine === undefined)
    return [...problems, `${translated}:${theirs.line} has ${theirs.kind}, which ${original} lacks`]
  return [
    ...problems,
    `${translated}:${theirs.line} has ${theirs.kind} where ${original}:${mine.line} has ${mine.kind}`
  ]
}

if (import.meta.main) await main(translation)
