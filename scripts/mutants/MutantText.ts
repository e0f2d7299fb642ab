/** A mutant by its text, so that it is recognised after lines above it have changed. */
import { readFileSync } from "node:fs"
import { relative } from "node:path"

export interface MutantText {
  /** The file, from the repository's root. */
  readonly file: string
  /** The line in which it begins. */
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

/** Longer texts are cut: the beginning of a block identifies it. */
const longest = 160

/** `firstLine` is the number of a file's first line and of a line's first column: parts of StrykerJS count from 0, others from 1. */
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

/** A mutant as one text. Mutants with the same text make the same change to the same line. */
export const identityOf = ({ file, line, original, replacement }: MutantText): string =>
  JSON.stringify([file, line, original, replacement])

const shorten = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, longest)

const known = new Map<string, ReadonlyArray<string>>()

const linesOf = (path: string): ReadonlyArray<string> => {
  const lines = known.get(path) ?? readFileSync(path, "utf8").split("\n")
  known.set(path, lines)
  return lines
}
