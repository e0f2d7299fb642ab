/** What an account sees: the shops that it is limited to. */
import { orderKey } from "@huidan/core"
import type { ShopName, OrderRow as StoredRow } from "@huidan/sync"
import * as Effect from "effect/Effect"
import { type Account, type InvalidRequest, NotFound, type OrderRow } from "../api/index.ts"
import { invalid } from "./failures.ts"

export const isSameShop = (one: ShopName, other: ShopName): boolean =>
  one.platform === other.platform && one.shopId === other.shopId

/** Whether an account sees a shop. */
export const sees = ({ shops }: Account, shop: ShopName): boolean =>
  shops === null || shops.some((each) => isSameShop(each, shop))

/** Another one's shop is answered as one that does not exist. */
export const requireShop = (account: Account, shop: ShopName): Effect.Effect<void, NotFound> =>
  sees(account, shop) ? Effect.void : Effect.fail(new NotFound({}))

/** The part of a request that names a shop or a platform. */
export interface Wanted {
  readonly platform?: string | undefined
  readonly shopId?: string | undefined
}

/** Which shops are asked for, as filters of the store take it. */
export interface Scope {
  readonly platform?: string
  readonly shop?: ShopName
  readonly shops?: ReadonlyArray<ShopName>
}

/** The shops that are asked for, limited to those that the account sees. */
export const scopeOf = (account: Account, { platform, shopId }: Wanted): Effect.Effect<Scope, InvalidRequest> => {
  if (shopId !== undefined && platform === undefined) {
    return Effect.fail(invalid(["platform"], "a shop needs its platform beside it"))
  }
  const limits = account.shops === null ? {} : { shops: account.shops }
  if (platform === undefined) return Effect.succeed(limits)
  return Effect.succeed(shopId === undefined ? { platform, ...limits } : { shop: { platform, shopId }, ...limits })
}

/** A row of the store as the API has it. */
export const rowOf = ({ created, id: _id, ...row }: StoredRow): OrderRow => ({
  ...row,
  key: orderKey(row.platform, row.shopId, row.orderId),
  created: created === 0 ? null : created
})
