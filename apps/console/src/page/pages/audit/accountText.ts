/** The account, link or token that an entry of the audit is about, and what it may do. */
import { Role } from "../../../api/access.ts"
import type { Names } from "../../parts/ShopName.tsx"

/** What a subject says. */
export interface AccountSubject {
  /** `null`: an account that is still to be made. */
  readonly name: string | null
  /** `null` if the subject does not say what the account may do. */
  readonly rights: { readonly role: Role; readonly shops: AccountShops } | null
  /** Who made the link that was used; `null` if the subject does not say so. */
  readonly linkOf: string | null
}

/** All shops, none, a number of them, or which ones. */
export type AccountShops = "all" | number | ReadonlyArray<Parameters<Names["shop"]>[0]>

const byLink = /^(?<subject>.+), by a link of (?<maker>.+)$/u
const withRights = /^(?<name>.+) \((?<role>[a-z]+), (?<shops>[^()]+)\)$/u

const roleOf = (text: string | undefined): Role | undefined => Role.literals.find((each) => each === text)

const shopsOf = (text: string): AccountShops => {
  if (text === "all shops") return "all"
  if (text === "no shop") return 0
  const count = /^(\d+) shops?$/u.exec(text)?.[1]
  if (count !== undefined) return Number(count)
  return text.split(", ").map((shop) => {
    const slash = shop.indexOf("/")
    return { platform: shop.slice(0, slash), shopId: decoded(shop.slice(slash + 1)) }
  })
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Reads `lin (operator, all shops), by a link of console: boss`. */
export const accountSubjectOf = (text: string): AccountSubject => {
  const { maker, subject = text } = byLink.exec(text)?.groups ?? {}
  const groups = withRights.exec(subject)?.groups
  const role = roleOf(groups?.["role"])
  const name = role === undefined ? subject : (groups?.["name"] ?? subject)
  return {
    name: role !== undefined && name === "a new account" ? null : name,
    rights: role === undefined ? null : { role, shops: shopsOf(groups?.["shops"] ?? "") },
    linkOf: maker ?? null
  }
}
