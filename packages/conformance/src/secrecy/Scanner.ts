/** Looks for values that must not be shown in texts that are, in any spelling that a log or an address gives them. */

import type { Shown } from "./Shown.ts"

export interface Leak {
  readonly place: string
  /** What leaked, shortened, so that a failing test does not spread it. */
  readonly value: string
  /** The words before it. */
  readonly context: string
}

/** An age or a room number occurs everywhere by chance, and so do mere spaces; a name of two characters does not. */
const isTelling = (value: string): boolean =>
  /[\p{L}\p{N}]/u.test(value) && value.length >= (/^[\x20-\x7e]*$/.test(value) ? 5 : 2)

/** A number shorter than a telephone's occurs within longer ones by chance: it counts where it stands alone. */
const isShortNumber = (value: string): boolean => /^\d{1,10}$/.test(value)

const isDigit = (character: string | undefined): boolean => character !== undefined && /\d/.test(character)

const standsAlone = (text: string, at: number, length: number): boolean =>
  !isDigit(text[at - 1]) && !isDigit(text[at + length])

/** Digits of a floating-point number, in front of the part that is looked at. */
const longestFraction = 24

/** The digits behind a decimal point, as of a measured time, are any digits by chance. */
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

/** Spellings are found by their first characters, so that a hundred thousand cost no more than ten. */
const longestStart = 5

/** One leak of each value and place. */
export const findLeaks = (values: Iterable<string>, shown: Iterable<Shown>): ReadonlyArray<Leak> => {
  const starts = new Map<string, Array<Sought>>()
  /** For each character the lengths of the starts that begin with it, as bits. */
  const lengths = new Uint8Array(0x10000)
  for (const value of values) {
    if (!isTelling(value)) continue
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
          if (isFraction(text, at, spelling)) continue
          if (isShortNumber(spelling) && !standsAlone(text, at, spelling.length)) continue
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
