/** Random secrets. Only their hashes are stored: a copy of the file lets nobody in. */
import { createHash, randomBytes } from "node:crypto"
import * as Redacted from "effect/Redacted"

/** 256 random bits, as text for a cookie, a header or a link. */
export const newSecret = (): Redacted.Redacted<string> => Redacted.make(randomBytes(32).toString("base64url"))

/** What is stored of a secret. It needs no salt: a secret is random. */
export const digestOf = (secret: Redacted.Redacted<string>): string =>
  createHash("sha256").update(Redacted.value(secret)).digest("base64url")

/**
 * What a request of a session must have in its header. It follows from the cookie, which the page of another origin can neither
 * read nor compute.
 */
export const csrfOf = (session: Redacted.Redacted<string>): string =>
  createHash("sha256")
    .update(`csrf ${Redacted.value(session)}`)
    .digest("base64url")
