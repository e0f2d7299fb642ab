/** The access tokens of a twin: how long they live, and which die when another one is asked for. */
import type { Dice } from "../../world/Dice.ts"

export interface TokenRules {
  /** Seconds that a token lives. */
  readonly lifetime: number
  /**
   * What asking again does while a token lives: `same` gives that token once more; `new` gives another one, and the one
   * before dies `grace` seconds later.
   */
  readonly again: "same" | "new"
  /** Seconds. */
  readonly grace: number
}

export interface IssuedToken {
  readonly token: string
  /** Unix milliseconds. */
  readonly issuedAt: number
  /** Seconds left, from now. */
  readonly expiresIn: number
}

export interface TokenBook {
  readonly issue: () => IssuedToken
  readonly isAlive: (token: string) => boolean
  /** Kills every token issued so far, before its time. */
  readonly killAll: () => void
}

interface Entry {
  readonly token: string
  readonly issuedAt: number
  diesAt: number
}

export interface KillableTokenBook {
  /** The book as it is at `now`, unix milliseconds. */
  readonly at: (now: number) => TokenBook
  /** From here on every token is dead, also those still to be issued. */
  readonly killForEver: () => void
}

/** A book of tokens whose texts come from the dice. */
export const makeTokenBook = (rules: TokenRules, dice: Dice): KillableTokenBook => {
  let entries: ReadonlyArray<Entry> = []
  let closed = false
  const isAlive = (entry: Entry, now: number) => now < entry.diesAt
  const issue = (now: number): Entry => {
    const newest = entries.at(-1)
    if (rules.again === "same" && newest !== undefined && isAlive(newest, now)) return newest
    const graceEnds = now + rules.grace * 1000
    for (const entry of entries) entry.diesAt = Math.min(entry.diesAt, graceEnds)
    const entry: Entry = { token: `tk-${dice.digits(24)}`, issuedAt: now, diesAt: now + rules.lifetime * 1000 }
    entries = [...entries.filter((old) => isAlive(old, now)), entry]
    return entry
  }
  return {
    at: (now) => ({
      issue: () => {
        const entry = issue(now)
        return {
          token: entry.token,
          issuedAt: entry.issuedAt,
          expiresIn: Math.floor((entry.diesAt - now) / 1000)
        }
      },
      isAlive: (token) => !closed && entries.some((entry) => entry.token === token && isAlive(entry, now)),
      killAll: () => {
        entries = []
      }
    }),
    killForEver: () => {
      closed = true
    }
  }
}
