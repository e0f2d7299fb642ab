/** A mutant as its text tells it: what is recognised again when lines above it change. */
import { readFileSync } from "node:fs"
import { relative } from "node:path"

export interface MutantText {
  /** The file, from the repository's root. */
  readonly file: string
  /** The line that it begins in. */
  readonly line: string
  readonly original: string
  readonly replacement: string
}

interface Position {
  readonly line: number
  readonly column: number
}

export interface PlacedMutant {
  readonly fileName: string
  readonly location: { readonly start: Position; readonly end: Position }
  readonly replacement?: string | undefined
}

/** Longer texts are cut: blocks are known by how they begin. */
const longest = 160

/** `firstLine` is the number of a file's first line, and of a line's first column: StrykerJS counts from 0 or from 1. */
export const mutantText = (mutant: PlacedMutant, root: string, firstLine: 0 | 1): MutantText => {
  const lines = linesOf(mutant.fileName)
  const { end, start } = mutant.location
  const touched = lines.slice(start.line - firstLine, end.line - firstLine + 1)
  const last = touched.length - 1
  const original = touched
    .map((line, index) =>
      line.slice(index === 0 ? start.column - firstLine : 0, index === last ? end.column - firstLine : undefined)
    )
    .join(" ")
  return {
    file: relative(root, mutant.fileName),
    line: (touched[0] ?? "").trim(),
    original: shorten(original),
    replacement: shorten(mutant.replacement ?? "")
  }
}

/** One text for a mutant; mutants of the same text do the same to the same line. */
export const identityOf = ({ file, line, original, replacement }: MutantText): string =>
  JSON.stringify([file, line, original, replacement])

const shorten = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, longest)

const known = new Map<string, ReadonlyArray<string>>()

const linesOf = (path: string): ReadonlyArray<string> => {
  const lines = known.get(path) ?? readFileSync(path, "utf8").split("\n")
  known.set(path, lines)
  return lines
}
