/** Orders as people name them. */
import * as Result from "effect/Result"
import { UsageError } from "../UsageError.ts"
import type { OrderName } from "./StoreCommands.ts"

/** An order by its key, `platform/shop id/order id`. */
export const orderName = (key: string): Result.Result<OrderName, UsageError> => {
  const parts = Result.try(() => key.split("/").map(decodeURIComponent))
  if (Result.isSuccess(parts)) {
    const [platform = "", shopId = "", orderId = "", ...others] = parts.success
    if (platform !== "" && shopId !== "" && orderId !== "" && others.length === 0) {
      return Result.succeed({ platform, shopId, orderId })
    }
  }
  return Result.fail(
    new UsageError({
      message: `${JSON.stringify(key)} is not the key of an order`,
      advice: `A key is platform, shop id and order id, as \`huidan store status\` and exports show them; \`huidan store why\` finds one by a number.`
    })
  )
}

/** Numbers of orders as people paste them: with any separators, and full-width digits. */
export const orderNumbers = (text: string): ReadonlyArray<string> => [
  ...new Set(
    text
      .normalize("NFKC")
      .split(/[\s,;、，；"'\ufeff]+/)
      .filter((number) => number !== "")
  )
]
