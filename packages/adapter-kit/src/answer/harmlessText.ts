/**
 * What may be shown of texts that nobody wrote for us: the platform's own words and codes, and keys that no schema
 * declares. Only what is known to be harmless passes. A platform may repeat anything in them: a name, an address, an
 * e-mail address, a telephone number in any spelling.
 */
import { maskCharacters } from "@huidan/core"
import { fieldWords } from "./fieldWords.ts"
import { chineseWords, englishWords, longestChineseWord } from "./technicalWords.ts"

/** Longer messages are cut. */
const longestMessage = 200

/** A run of letters of one script, or one other character. */
const runs = /[A-Za-z]+|\p{Script=Han}+|[\s\S]/gu

/** A word with an at sign, of either width. */
const addresses = /\S*[@\uff20]\S*/gu

/** `orderId` is two words, `APIError` too. */
const humps = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g

const punctuation =
  /^[ ,.:;!?()[\]{}"'/=<>_|*&%#~-]$|^[\u3001\u3002\u300a-\u300f\u3010\u3011\u2018-\u201d\u2026\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]$/u

/** The text with `•` for every character that is neither a technical word nor punctuation. No digit passes. */
export const harmlessWords = (text: string): string => {
  const shown = text
    .slice(0, longestMessage)
    .replaceAll(addresses, maskCharacters)
    .replaceAll(runs, (run) => {
      if (/^[A-Za-z]/.test(run)) return harmlessEnglish(run)
      if (/^\p{Script=Han}/u.test(run)) return harmlessChinese([...run])
      return punctuation.test(run) ? run : "•"
    })
  return text.length > longestMessage ? `${shown}…` : shown
}

const harmlessEnglish = (letters: string): string =>
  letters.replaceAll(humps, (word) => (isTechnical(word) ? word : maskCharacters(word)))

const isTechnical = (word: string): boolean => englishWords.has(word.toLowerCase())

/** The longest word that begins at each place passes; one of a single character only between others that pass. */
const harmlessChinese = (characters: ReadonlyArray<string>): string => {
  const words: Array<string> = []
  for (let at = 0; at < characters.length; ) {
    let length = Math.min(longestChineseWord, characters.length - at)
    while (length > 0 && !chineseWords.has(characters.slice(at, at + length).join(""))) length--
    words.push(length === 0 ? "•" : characters.slice(at, at + length).join(""))
    at += Math.max(1, length)
  }
  const isPartOfName = (at: number) =>
    [...(words[at] ?? "")].length === 1 && [at - 1, at + 1].some((by) => words[by] === "•")
  return words.map((word, at) => (isPartOfName(at) ? "•" : word)).join("")
}

/** Codes have fewer digits than telephone numbers: all of them together. */
const mostDigitsOfCode = 6
const longestCode = 64

/** A code of the platform: technical words, and at most six digits. One of `known` passes whole. */
export const harmlessCode = (code: string, known: ReadonlySet<string>): string => {
  if (known.has(code)) return code
  const digits = code.replaceAll(/\D/g, "").length
  return code.slice(0, longestCode).replaceAll(runs, (run) => {
    if (/^[A-Za-z]/.test(run)) return harmlessEnglish(run)
    return /^[.:_-]$/.test(run) || (digits <= mostDigitsOfCode && /^[0-9]$/.test(run)) ? run : "•"
  })
}

const longestFieldName = 48

/**
 * Whether a key can only be the name of a field: words of fields (`order_id`, `orderId`), or a number of at most three
 * digits. A platform may also use names, ids, telephone numbers and addresses as keys, in any spelling.
 */
export const isFieldName = (key: string): boolean => {
  if (key.length > longestFieldName) return false
  if (/^\d{1,3}$/.test(key)) return true
  const words = key.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []
  if (words.join("") !== key.replaceAll(/[_-]/g, "")) return false
  const letters = words.filter((word) => /^[A-Za-z]/.test(word))
  if (letters.length === 0 || key.replaceAll(/\D/g, "").length > 3) return false
  // A random id of letters has many single ones.
  if (letters.filter((word) => word.length === 1).length > 1) return false
  return letters.every((word) => word.length === 1 || isTechnical(word) || fieldWords.has(word.toLowerCase()))
}
