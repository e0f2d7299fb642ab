/** Searches shown texts for values that must not be shown, in every spelling that logs and URLs use. */
import type { Shown } from "./Shown.ts"

/** A secret or private text that was shown. */
export interface Leak {
  /** Where it was shown, as in `Shown`. */
  readonly place: string
  /** The first two characters and the length of the value: a failing test must not leak it too. */
  readonly value: string
  /** The text before it. */
  readonly context: string
}

/** Whether a value cannot occur by chance, as an age, a room number or spaces can. */
const isDistinctive = (value: string): boolean =>
  /[\p{L}\p{N}]/u.test(value) && value.length >= (/^[\x20-\x7e]*$/.test(value) ? 5 : 2)

/** A number shorter than a telephone number occurs in longer numbers by chance, so it counts only by itself. */
const isShortNumber = (value: string): boolean => /^\d{1,10}$/.test(value)

const isDigit = (character: string | undefined): boolean => character !== undefined && /\d/.test(character)

const isByItself = (text: string, at: number, length: number): boolean =>
  !isDigit(text[at - 1]) && !isDigit(text[at + length])

/** A country code before a telephone number: `0086`. */
const longestCountryCode = 4

/** A telephone number occurs by chance in a longer number, such as that of an order. */
const isInLongNumber = (text: string, at: number, spelling: string): boolean => {
  if (!/^\d+$/.test(spelling)) return false
  const end = at + spelling.length
  const before = /\d*$/.exec(text.slice(Math.max(0, at - longestCountryCode - 1), at))?.[0].length ?? 0
  const after = /^\d*/.exec(text.slice(end, end + longestCountryCode + 1))?.[0].length ?? 0
  return before + after > longestCountryCode
}

/** The largest number of characters before a match that are searched for a decimal point. */
const longestFraction = 24

/** Digits after a decimal point, for example of a measured time, can be any digits by chance. */
const isFraction = (text: string, at: number, spelling: string): boolean =>
  /^\d+$/.test(spelling) && /\d\.\d*$/.test(text.slice(Math.max(0, at - longestFraction), at))

const spellings = (value: string): ReadonlyArray<string> => [
  ...new Set([
    value,
    encodeURIComponent(value),
    new URLSearchParams([["", value]]).toString().slice(1),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString("base64"),
    Buffer.from(value).toString("hex")
  ])
]

interface Sought {
  readonly value: string
  readonly spelling: string
}

/** Spellings are found by their first characters, so that many spellings take no longer than few. */
const longestStart = 5

/** The leaks of these values in the shown texts, at most one for each value and place; empty if nothing leaked. */
export const findLeaks = (values: Iterable<string>, shown: Iterable<Shown>): ReadonlyArray<Leak> => {
  const starts = new Map<string, Array<Sought>>()
  /** For each character, as bits: the lengths of the starts that begin with it. */
  const lengths = new Uint8Array(0x10000)
  for (const value of values) {
    if (!isDistinctive(value)) continue
    for (const spelling of spellings(value.toWellFormed())) {
      const start = spelling.slice(0, longestStart)
      const first = start.charCodeAt(0)
      lengths[first] = (lengths[first] ?? 0) | (1 << start.length)
      const sought = starts.get(start)
      if (sought === undefined) starts.set(start, [{ value, spelling }])
      else sought.push({ value, spelling })
    }
  }
  const leaks = new Map<string, Leak>()
  for (const { place, text } of shown) {
    for (let at = 0; at < text.length; at++) {
      const candidates = lengths[text.charCodeAt(at)] ?? 0
      if (candidates === 0) continue
      for (let length = 1; length <= longestStart; length++) {
        if ((candidates & (1 << length)) === 0) continue
        for (const { spelling, value } of starts.get(text.slice(at, at + length)) ?? []) {
          if (!text.startsWith(spelling, at)) continue
          if (isFraction(text, at, spelling) || isInLongNumber(text, at, spelling)) continue
          if (isShortNumber(spelling) && !isByItself(text, at, spelling.length)) continue
          const shortened = `${value.slice(0, 2)}… (${value.length})`
          const context = text.slice(Math.max(0, at - 60), at)
          if (!leaks.has(`${place} ${shortened}`))
            leaks.set(`${place} ${shortened}`, { place, value: shortened, context })
        }
      }
    }
  }
  return [...leaks.values()]
}
