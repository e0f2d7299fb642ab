/** The access tokens of a twin: how long they are valid, and what a second request for a token does. */
import type { Dice } from "../../world/Dice.ts"

/** A platform's rules for access tokens. */
export interface TokenRules {
  /** How long a token is valid, in seconds. */
  readonly lifetime: number
  /**
   * What a request for a token gives while another token is valid: `same` gives that token again; `new` gives a new
   * one, and the one before becomes invalid after `grace` seconds.
   */
  readonly again: "same" | "new"
  /** Seconds; used with `new` only. */
  readonly grace: number
}

/** An access token. */
export interface IssuedToken {
  readonly token: string
  /** Unix milliseconds. */
  readonly issuedAt: number
  /** How long it is still valid, in seconds. */
  readonly expiresIn: number
}

/** The access tokens of a platform at the time of a request. */
export interface TokenBook {
  /** Gives a token, by the platform's rules. */
  readonly issue: () => IssuedToken
  /** The newest token whose time has not passed, although `killAll` made it invalid; `null` if there is none. */
  readonly lastKilled: () => IssuedToken | null
  /** Whether the token was issued here and is still valid. */
  readonly isAlive: (token: string) => boolean
  /** Makes every token issued so far invalid. */
  readonly killAll: () => void
}

interface Entry {
  readonly token: string
  readonly issuedAt: number
  diesAt: number
}

export interface KillableTokenBook {
  /** The tokens at the time `now`, in unix milliseconds. */
  readonly at: (now: number) => TokenBook
  /** From now on every token is invalid, including those issued later. */
  readonly killForEver: () => void
}

const shown = ({ diesAt, issuedAt, token }: Entry, now: number): IssuedToken => ({
  token,
  issuedAt,
  expiresIn: Math.floor((diesAt - now) / 1000)
})

/** Tokens whose texts come from the dice. */
export const makeTokenBook = (rules: TokenRules, dice: Dice): KillableTokenBook => {
  let entries: ReadonlyArray<Entry> = []
  let lastKilled: Entry | null = null
  let closed = false
  const isAlive = (entry: Entry, now: number) => now < entry.diesAt
  const issue = (now: number): Entry => {
    const newest = entries.at(-1)
    if (rules.again === "same" && newest !== undefined && isAlive(newest, now)) return newest
    const graceEnds = now + rules.grace * 1000
    for (const entry of entries) entry.diesAt = Math.min(entry.diesAt, graceEnds)
    lastKilled = null
    const entry: Entry = { token: `tk-${dice.digits(24)}`, issuedAt: now, diesAt: now + rules.lifetime * 1000 }
    entries = [...entries.filter((old) => isAlive(old, now)), entry]
    return entry
  }
  return {
    at: (now) => ({
      issue: () => shown(issue(now), now),
      lastKilled: () => (lastKilled === null || !isAlive(lastKilled, now) ? null : shown(lastKilled, now)),
      isAlive: (token) => !closed && entries.some((entry) => entry.token === token && isAlive(entry, now)),
      killAll: () => {
        lastKilled = entries.at(-1) ?? lastKilled
        entries = []
      }
    }),
    killForEver: () => {
      closed = true
    }
  }
}
