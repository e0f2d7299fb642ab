/** Telephone numbers, in the ways in which people write them. */

/** What people write between the groups of a number, the dashes of Unicode and of full width included. */
const gap = "[-. _/\\u2010-\\u2015\\uff0d]"

/** A mobile number of mainland China, perhaps with country code and in groups. */
export const mobileShape = new RegExp(`^(?<before>(?:\\+|00)?86${gap}?)?(?<number>1[3-9](?:${gap}?\\d){9})$`)

const groupsOfMobile = [
  `1[3-9]\\d${gap}?\\d{4}${gap}?\\d{4}`,
  `1[3-9]\\d${gap}\\d{3}${gap}\\d{5}`,
  `1[3-9]\\d{2}${gap}\\d{3}${gap}\\d{4}`
].join("|")

/** Not the digits behind the point of a decimal number. */
const notBehindDigits = "(?<!\\d)(?<!\\d\\.)"

const digitsOf = (text: string): string => text.replaceAll(/\D/g, "")

interface TelephonePattern {
  readonly pattern: RegExp
  readonly counts?: (match: string) => boolean
}

/** A mobile number, a landline number with its area code, one of a service, one of another country. */
export const telephonePatterns: ReadonlyArray<TelephonePattern> = [
  { pattern: new RegExp(`${notBehindDigits}(?:(?:\\+|00)?86${gap}?)?(?:${groupsOfMobile})(?!\\d)`, "g") },
  { pattern: /(?<![０-９])１[３-９][０-９]{9}(?![０-９])/gu },
  {
    pattern: new RegExp(
      `(?<![\\d-])(?<!\\d\\.)(?:0\\d{2,3}${gap}?|[(（]0\\d{2,3}[)）] ?)(?:\\d{7,8}|\\d{3,4}${gap}\\d{4})(?![\\d-])`,
      "gu"
    )
  },
  { pattern: new RegExp(`(?<![\\d-])(?<!\\d\\.)[48]00${gap}?\\d{3}${gap}?\\d{4}(?![\\d-])`, "g") },
  {
    pattern: new RegExp(`(?<![\\w+])\\+(?!86)[1-9]\\d{0,2}(?:${gap}?\\(?\\d{2,}\\)?){1,4}(?!\\d)`, "g"),
    counts: (match) => digitsOf(match).length >= 8 && digitsOf(match).length <= longest
  }
]

/** How many digits a number that is known may have. */
const shortest = 7
const longest = 15

/** Digits with anything between them that could be in a telephone number. */
const possible = /(?<!\d)\d(?:[\s()（）.+/_\u2010-\u2015\uff0d-]{0,3}\d){6,14}(?!\d)/gu

const isNumber = /^[\d\s()（）.+/_\u2010-\u2015\uff0d-]+$/u

/**
 * Replaces those of these numbers that occur in a text, however their digits are grouped, with country code and area code
 * or without. Texts that are no number of 7 to 15 digits are not searched.
 */
export const makeNumberReplacer = (
  texts: Iterable<string>
): ((text: string, make: (found: string) => string) => string) => {
  const numbers = new Set<string>()
  const endsOfNumbers = new Set<string>()
  for (const text of texts) {
    const digits = digitsOf(text)
    if (!isNumber.test(text) || digits.length < shortest || digits.length > longest) continue
    numbers.add(digits)
    for (const end of endsOf(digits)) endsOfNumbers.add(end)
  }
  const isKnown = (digits: string): boolean =>
    endsOfNumbers.has(digits) || endsOf(digits).some((end) => numbers.has(end))
  return (text, make) => text.replaceAll(possible, (found) => (isKnown(digitsOf(found)) ? make(found) : found))
}

/** The number, and what is left of it without its first digits. */
const endsOf = (digits: string): ReadonlyArray<string> =>
  Array.from({ length: digits.length - shortest + 1 }, (_, start) => digits.slice(start))
