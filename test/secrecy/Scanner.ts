/** Looks for values that must not be shown in texts that are, in any spelling that a log or an address gives them. */

import type { Shown } from "./Shown.ts"

export interface Leak {
  readonly place: string
  /** What leaked, shortened, so that a failing test does not spread it. */
  readonly value: string
  /** The words before it. */
  readonly context: string
}

/** An age or a room number occurs everywhere by chance; a name of two characters does not. */
const isTelling = (value: string): boolean => value.length >= (/^[\x20-\x7e]*$/.test(value) ? 5 : 2)

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

/** One leak of each value and place. */
export const findLeaks = (values: ReadonlySet<string>, shown: ReadonlyArray<Shown>): ReadonlyArray<Leak> => {
  const sought = [...values]
    .filter(isTelling)
    .flatMap((value) => spellings(value).map((spelling) => ({ value, spelling })))
  const leaks = shown.flatMap(({ place, text }) =>
    sought.flatMap(({ spelling, value }) => {
      const at = text.indexOf(spelling)
      if (at === -1) return []
      return [
        { place, value: `${value.slice(0, 2)}… (${value.length})`, context: text.slice(Math.max(0, at - 60), at) }
      ]
    })
  )
  return [...new Map(leaks.map((leak) => [`${leak.place} ${leak.value}`, leak])).values()]
}
