/** Replaces private parts of texts: known ones, and those that look private. */
import * as Regex from "effect/RegExp"
import { makeFinder } from "./makeFinder.ts"
import { isMaskedText, privateParts } from "./privateParts.ts"
import { isOnePiece, type StandIns } from "./standIns.ts"
import { makeNumberReplacer } from "./telephones.ts"

export type KnownTexts = ReadonlyMap<string, "id" | "text">

export interface Rewriter {
  /** The text with its known and private-looking parts replaced, and URLs without their query. */
  readonly inText: (text: string) => string
  /**
   * The code with its private-looking parts and known telephone numbers replaced. Other known texts and tokens stay: a code
   * may look like them.
   */
  readonly inCode: (text: string) => string
  /** A replacement of the whole text. Known texts in it get the same replacement as elsewhere. */
  readonly whole: (text: string, kind: "id" | "text") => string
}

/** The parts of a text that look private. Pass `withoutTokens` for a code, or a text that is replaced as a whole. */
export const privatePartsOf = (text: string, withoutTokens: boolean): ReadonlyArray<string> =>
  privateParts.flatMap(({ counts, isToken, pattern }) =>
    withoutTokens && isToken === true
      ? []
      : [...text.matchAll(pattern)].flatMap(([match]) => (counts?.(match) === false ? [] : [match]))
  )

/** Whether a text is long enough to be found in other texts: two characters of a name, four letters, seven digits. */
export const isDistinctive = (text: string): boolean => {
  if (/^[\d\s.,:-]*$/.test(text)) return text.replaceAll(/\D/g, "").length >= 7
  return /^[\x20-\x7e]*$/.test(text) ? text.length >= 4 : [...text].length >= 2
}

/** A pattern that finds the text in another one, but not inside a longer number or word. */
const embedded = (text: string): string => {
  const before = /^\d/.test(text) ? "(?<!\\d)" : /^[A-Za-z]/.test(text) ? "(?<![A-Za-z])" : ""
  const after = /\d$/.test(text) ? "(?!\\d)" : /[A-Za-z]$/.test(text) ? "(?![A-Za-z])" : ""
  return before + Regex.escape(text) + after
}

/** Whether the text occurs in another one, not inside a longer number or word. */
export const occursIn = (text: string, within: string): boolean => new RegExp(embedded(text), "u").test(within)

export const makeRewriter = (known: KnownTexts, standIns: StandIns): Rewriter => {
  const find = makeFinder([...known.keys()].filter(isDistinctive))

  /** Other known texts that occur in this one, the longest first. */
  const othersIn = (text: string): ReadonlyArray<string> =>
    find(text)
      .filter((found) => found !== text && occursIn(found, text))
      .toSorted((one, other) => other.length - one.length)

  /** Replaces the known texts in this one, and the text between them by `gap`. */
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

  const replaceNumbers = makeNumberReplacer([...known].flatMap(([text, kind]) => (kind === "text" ? [text] : [])))

  const ofCodes = privateParts.filter(({ isToken }) => isToken !== true)

  const inCode = (text: string): string => replaceNumbers(parts(text, ofCodes), (found) => standIns.make(found, "text"))

  const inText = (text: string): string => {
    const kind = isDistinctive(text) ? known.get(text) : undefined
    return kind === undefined ? between(withoutQueries(text), (gap) => parts(gap)) : whole(text, kind)
  }

  const whole = (text: string, kind: "id" | "text"): string => {
    if (isMaskedText(text)) return inText(text)
    const composed = !isOnePiece(text) && othersIn(text).length > 0
    return composed
      ? between(text, (gap) => (countryCode.test(gap) ? gap : standIns.make(gap, "text")))
      : standIns.make(text, known.get(text) ?? kind)
  }

  return { inText, inCode, whole }
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
