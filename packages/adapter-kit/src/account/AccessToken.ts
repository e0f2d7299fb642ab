import type * as Redacted from "effect/Redacted"

/** An access token as this process uses it. Times are milliseconds by the monotonic clock of the process. */
export interface AccessToken {
  readonly value: Redacted.Redacted<string>
  /** When it was issued. */
  readonly takenAt: number
  /** When it expires. */
  readonly expiresAt: number
  /** The refresh token; `null` if the platform issues none. */
  readonly refresh: Redacted.Redacted<string> | null
}
