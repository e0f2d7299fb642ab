/** Replaces in any text what is known to be private, and what looks so: first to collect, then to write. */
import * as Regex from "effect/RegExp"
import { makeFinder } from "./makeFinder.ts"
import { isMaskedText, privateParts } from "./privateParts.ts"
import { isOnePiece, type StandIns } from "./standIns.ts"

export type KnownTexts = ReadonlyMap<string, "id" | "text">

export interface Rewriter {
  /** The text with stand-ins for the known texts in it and for what looks private; addresses lose their query. */
  readonly open: (text: string) => string
  /** A code with stand-ins for what looks private in it; a known text or a token stays, for it may be spelled so. */
  readonly code: (text: string) => string
  /** A stand-in for the whole text; the known texts in it have the stand-ins that they have elsewhere. */
  readonly whole: (text: string, kind: "id" | "text") => string
}

/** What looks private in a text; of one that is replaced as a whole, or is a code, without tokens. */
export const privatePartsOf = (text: string, withoutTokens: boolean): ReadonlyArray<string> =>
  privateParts.flatMap(({ counts, isToken, pattern }) =>
    withoutTokens && isToken === true
      ? []
      : [...text.matchAll(pattern)].flatMap(([match]) => (counts?.(match) === false ? [] : [match]))
  )

/**
 * Whether a text is told apart wherever it stands: two characters of a name, four letters, seven digits. `embedded`
 * finds it in another text.
 */
export const isTelling = (text: string): boolean => {
  if (/^[\d\s.,:-]*$/.test(text)) return text.replaceAll(/\D/g, "").length >= 7
  return /^[\x20-\x7e]*$/.test(text) ? text.length >= 4 : [...text].length >= 2
}

/** A pattern that finds the text in another one, where it is no part of a longer number or word. */
const embedded = (text: string): string => {
  const before = /^\d/.test(text) ? "(?<!\\d)" : /^[A-Za-z]/.test(text) ? "(?<![A-Za-z])" : ""
  const after = /\d$/.test(text) ? "(?!\\d)" : /[A-Za-z]$/.test(text) ? "(?![A-Za-z])" : ""
  return before + Regex.escape(text) + after
}

/** Whether the text stands in another one, and is no part of a longer number or word there. */
export const standsIn = (text: string, within: string): boolean => new RegExp(embedded(text), "u").test(within)

export const makeRewriter = (known: KnownTexts, standIns: StandIns): Rewriter => {
  const find = makeFinder([...known.keys()].filter(isTelling))

  /** Other known texts that stand in this one, the longest first. */
  const othersIn = (text: string): ReadonlyArray<string> =>
    find(text)
      .filter((found) => found !== text && standsIn(found, text))
      .toSorted((one, other) => other.length - one.length)

  /** Known texts by their stand-ins, what is between them by `gap`. */
  const between = (text: string, gap: (text: string) => string): string => {
    const within = othersIn(text)
    if (within.length === 0) return gap(text)
    return splitBy(new RegExp(within.map(embedded).join("|"), "gu"), text)
      .map(({ found, text: piece }) => (found ? whole(piece, "text") : gap(piece)))
      .join("")
  }

  const parts = (text: string, looked = privateParts): string =>
    looked.reduce(
      (written, { counts, pattern }) =>
        written.replaceAll(pattern, (match) => (counts?.(match) === false ? match : standIns.make(match, "text"))),
      text
    )

  const code = (text: string): string =>
    parts(
      text,
      privateParts.filter(({ isToken }) => isToken !== true)
    )

  const open = (text: string): string => {
    const kind = isTelling(text) ? known.get(text) : undefined
    return kind === undefined ? between(withoutQueries(text), (gap) => parts(gap)) : whole(text, kind)
  }

  const whole = (text: string, kind: "id" | "text"): string => {
    if (isMaskedText(text)) return open(text)
    const composed = !isOnePiece(text) && othersIn(text).length > 0
    return composed
      ? between(text, (gap) => (countryCode.test(gap) ? gap : standIns.make(gap, "text")))
      : standIns.make(text, known.get(text) ?? kind)
  }

  return { open, code, whole }
}

const countryCode = /^(?:\+|00)?86[- ]?$/

interface Piece {
  readonly text: string
  readonly found: boolean
}

const splitBy = (pattern: RegExp, text: string): ReadonlyArray<Piece> => {
  const pieces: Array<Piece> = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    pieces.push({ text: text.slice(end, match.index), found: false }, { text: match[0], found: true })
    end = match.index + match[0].length
  }
  return [...pieces, { text: text.slice(end), found: false }].filter((piece) => piece.text !== "")
}

const withoutQueries = (text: string): string =>
  text.replaceAll(/(?<address>https?:\/\/[^\s"'<>?#]+)[?#][^\s"'<>]*/gi, "$<address>")
