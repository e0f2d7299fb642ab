/** Rows of accounts, tokens and links, and what they say. */
import type { Account, Role, ShopName } from "../../api/index.ts"

/** What an account may do. */
export interface Rights {
  readonly role: Role
  /** `null`: all shops. */
  readonly shops: ReadonlyArray<ShopName> | null
}

/** An account, and when its session or token ends; `null` for a token that does not. */
export interface KnownAccount extends Account {
  readonly expires: number | null
}

export interface ListedAccount extends KnownAccount {
  /** Unix milliseconds. */
  readonly created: number
  /** Of a token: the account that made it; `null` for an account, and for a token that no known account made. */
  readonly owner: string | null
}

export interface AccountRow {
  readonly name: string
  readonly role: Role
  readonly shops: string | null
}

export interface ListedRow extends AccountRow {
  readonly created: number
  readonly expires: number | null
  readonly owner: string | null
}

/** `account`: the one whose password the link sets; `null`: it makes a new one. `maker`: `null` if no account made it. */
export interface LinkRow extends Omit<AccountRow, "name"> {
  readonly account: string | null
  readonly maker: string | null
}

export const accountOf = ({ name, role, shops }: AccountRow): Account => ({ name, role, shops: shopsOf(shops) })

export const listedOf = (row: ListedRow): ListedAccount => ({
  ...accountOf(row),
  created: row.created,
  expires: row.expires,
  owner: row.owner
})

export const shopsText = (shops: Rights["shops"]): string | null =>
  shops === null ? null : JSON.stringify(shops.map(({ platform, shopId }) => [platform, shopId]))

/** The text was written by `shopsText`. */
export const shopsOf = (text: string | null): Rights["shops"] =>
  text === null
    ? null
    : (JSON.parse(text) as ReadonlyArray<readonly [string, string]>).map(([platform, shopId]) => ({ platform, shopId }))
