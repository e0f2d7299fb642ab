/** Orders as people name them. */
import { visibleText } from "@huidan/core"
import * as Result from "effect/Result"
import { UsageError } from "../UsageError.ts"
import type { OrderName } from "./StoreCommands.ts"

/** An order by its key, `platform/shop id/order id`. */
export const orderName = (key: string): Result.Result<OrderName, UsageError> => {
  const parts = partsOf(key)
  if (parts !== null) return Result.succeed(parts)
  return Result.fail(
    new UsageError({
      message: `${JSON.stringify(key)} is not the key of an order`,
      advice:
        "A key is `platform/shop id/order id`; `huidan store why PLATFORM NUMBER` names the shop of a number, and exports show keys."
    })
  )
}

const partsOf = (key: string): OrderName | null => {
  const parts = Result.try(() => key.split("/").map(decodeURIComponent))
  if (Result.isFailure(parts)) return null
  const [platform = "", shopId = "", orderId = "", ...others] = parts.success
  return platform !== "" && shopId !== "" && orderId !== "" && others.length === 0
    ? { platform, shopId, orderId }
    : null
}

/** The platform and the number of an order, as `huidan store why` takes them. */
export const platformAndNumber = (key: string): string => {
  const name = partsOf(key)
  return name === null ? "PLATFORM NUMBER" : `${name.platform} ${visibleText(name.orderId)}`
}
