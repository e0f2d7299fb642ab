/** The shop of a request among those that the process follows. */
import type { ShopName } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { ShopNotConfigured } from "../../api/index.ts"
import type { ConsoleShop, OpenedShop } from "../ConsoleShops.ts"
import { isSameShop } from "../visible.ts"

export const shopOf = (shops: ReadonlyArray<ConsoleShop>, name: ShopName): ConsoleShop | undefined =>
  shops.find(({ stored }) => stored !== null && isSameShop(stored, name))

/** Fails if the shop is not configured, or cannot be read. */
export const requireOpened = (
  shops: ReadonlyArray<ConsoleShop>,
  name: ShopName
): Effect.Effect<OpenedShop, ShopNotConfigured> => {
  const shop = shopOf(shops, name)
  if (shop === undefined) return Effect.fail(new ShopNotConfigured({ detail: "The shop is not in the configuration" }))
  return Result.isSuccess(shop.opened)
    ? Effect.succeed(shop.opened.success)
    : Effect.fail(new ShopNotConfigured({ detail: shop.opened.failure.message, advice: shop.opened.failure.advice }))
}
