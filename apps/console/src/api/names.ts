/** Names of accounts and tokens. */
import * as Schema from "effect/Schema"
import { lineOf } from "./values.ts"

/** How many UTF-16 units a name has at most. */
export const mostOfName = 64

/** A name as it is stored: in the form NFKC of Unicode, without blanks around it, and with one between words. */
export const nameOf = (text: string): string => text.normalize("NFKC").trim().replaceAll(/\s+/gu, " ")

/** Finds the entry with the typed name. An exact match wins, because older programs stored names as they were typed. */
export const withName = <Named extends { readonly name: string }>(
  all: ReadonlyArray<Named>,
  typed: string
): Named | undefined => all.find(({ name }) => name === typed) ?? all.find(({ name }) => name === nameOf(typed))

/** What is not seen, or changes how the text around it is read; and `/`, as keys of orders have it. */
const deceiving = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}/]/u

/** What the audit writes around names: with it a name would state other rights than its own. */
const aroundNames = / \((?:reader|operator|revealer), |, by a link of |^a new account$/u

const nameRule = `a name of at most ${mostOfName} characters, without \`/\`, characters that are not seen, and words that the audit writes around names`

/** Whether the text can be the name of a new account or token; one of blanks only is left to who reads it. */
const isName = (text: string): boolean => {
  const name = nameOf(text)
  return name.length <= mostOfName && !deceiving.test(name) && !aroundNames.test(name)
}

/** The name of a new account, as it is typed; it can be empty. */
export const TypedName = lineOf(mostOfName).check(Schema.makeFilter((text) => isName(text) || nameRule))

/** The name of a new account or token. */
export const NewName = TypedName.check(Schema.makeFilter((text) => nameOf(text) !== "" || nameRule))
