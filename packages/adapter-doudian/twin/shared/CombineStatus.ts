/** combine_status: the codes that a list is asked for, `[{"order_status":"3,5"}]`, one combination at most. */
import { isJsonObject, type Json, type Order } from "@huidan/core"
import { statusCodes } from "../order/Status.ts"

export interface WantedStatuses {
  readonly orderStatus: ReadonlyArray<string> | null
  readonly mainStatus: ReadonlyArray<string> | null
}

/** `null` if every order is wanted, `undefined` if it is not such a list. */
export const statusesOf = (combinations: ReadonlyArray<Json>): WantedStatuses | null | undefined => {
  const [first, ...more] = combinations
  if (first === undefined) return null
  if (more.length > 0 || !isJsonObject(first)) return undefined
  const codes = (name: string): ReadonlyArray<string> | null => {
    const value = first[name]
    return typeof value === "string" && value !== "" ? value.split(",") : null
  }
  return { orderStatus: codes("order_status"), mainStatus: codes("main_status") }
}

export const matchesStatuses =
  (wanted: WantedStatuses) =>
  (order: Order): boolean => {
    const { orderStatus, mainStatus } = statusCodes(order)
    return (
      (wanted.orderStatus?.includes(String(orderStatus)) ?? true) &&
      (wanted.mainStatus?.includes(String(mainStatus)) ?? true)
    )
  }
