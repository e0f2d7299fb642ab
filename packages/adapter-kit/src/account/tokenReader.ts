import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { makeRareWarning } from "./rareWarning.ts"
import { type StoredToken, StoredTokenText } from "./TokenStore.ts"

const decode = Schema.decodeUnknownEffect(StoredTokenText)

/**
 * Reads the texts of a token store. One that holds no token (cut, of another program or an old version) counts as none,
 * with a warning: the next token takes its place.
 */
export const makeTokenReader = (store: string): ((text: unknown) => Effect.Effect<StoredToken | null>) => {
  const warn = makeRareWarning(`an entry of the token store (${store}) is no token: the next token takes its place`)
  // The message of the failure may repeat the text.
  return (text) => Effect.catch(decode(text), () => Effect.as(warn(lengthOf(text)), null))
}

/** What may be said of an entry that nobody can read. */
const lengthOf = (text: unknown): string => (typeof text === "string" ? `${text.length} characters` : "no text")
