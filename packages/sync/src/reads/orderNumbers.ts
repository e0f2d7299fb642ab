/** Numbers of orders in a text that a person pasted. Pure: the command line and other programs read such texts alike. */

/** A word that is not taken, and why, as the end of a sentence that begins with the word. */
export interface RefusedWord {
  /** At most 40 characters of it. */
  readonly word: string
  readonly why: string
}

/** What a text names. */
export interface OrderNumbers {
  /** Each once, in the sequence of the text; at most `mostOrderNumbers`. */
  readonly numbers: ReadonlyArray<string>
  /** The first `mostRefusedWords` words that are not taken. */
  readonly refused: ReadonlyArray<RefusedWord>
  /** How many words are not taken. */
  readonly refusals: number
  /** How many words come after the last number that is taken, and were not looked at; 0 unless there are too many. */
  readonly left: number
}

/** How many numbers are taken from one text. */
export const mostOrderNumbers = 100_000

/** How many words that are not taken are named. */
export const mostRefusedWords = 20

const longestNumber = 128
const longestShown = 40

/** What separates words once full-width characters are replaced: blanks, commas, semicolons, bars, and brackets and quotes. */
const separators = /[\s,;、|()[\]{}<>"'`“”‘’「」【】《》]+/

/** Byte order marks and other characters that cannot be seen, which come along when a number is copied. */
const invisible = /[\p{Cc}\p{Cf}](?<!\s)/gu

/**
 * Words are separated by blanks, tabs, line breaks, commas, semicolons, bars, quotes or brackets, Chinese ones too. Full-width
 * digits and letters are read as ASCII.
 */
export const readOrderNumbers = (text: string): OrderNumbers => {
  const words = text
    .normalize("NFKC")
    .replaceAll(invisible, "")
    .split(separators)
    // A spreadsheet's way to keep a number as text: ="123".
    .filter((word) => word !== "" && word !== "=")
  const numbers = new Set<string>()
  const refused: Array<RefusedWord> = []
  let refusals = 0
  let looked = 0
  for (const word of words) {
    if (numbers.size >= mostOrderNumbers) break
    looked += 1
    const why = mistakeIn(word)
    if (why === null) numbers.add(word)
    else {
      refusals += 1
      if (refused.length < mostRefusedWords) refused.push({ word: shown(word), why })
    }
  }
  return { numbers: [...numbers], refused, refusals, left: words.length - looked }
}

/** Why a word cannot be the number of an order; `null` if it can. */
const mistakeIn = (word: string): string | null => {
  if (/^\d(?:\.\d+)?e\+\d+$/i.test(word)) {
    return "was shortened by a spreadsheet: format the column as text, and export it again"
  }
  if (word.length > longestNumber) return `is longer than ${longestNumber} characters`
  if (!/^[\w.:/#@+=~-]+$/.test(word)) return "has characters that no number of an order has"
  return /[a-z\d]/i.test(word) ? null : "has neither a digit nor a letter"
}

const shown = (word: string): string => {
  const characters = [...word]
  return characters.length <= longestShown ? word : `${characters.slice(0, longestShown - 1).join("")}…`
}
