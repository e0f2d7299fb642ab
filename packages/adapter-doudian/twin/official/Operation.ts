/** The official platform's rules for reading orders. */
import { isJsonArray, type Json } from "@huidan/core"
import { boundsOf } from "../shared/Bounds.ts"
import { matchesStatuses, statusesOf } from "../shared/CombineStatus.ts"
import { behindChecks, officialFailures, refuse } from "../shared/Official.ts"

const longestWindow = 90 * 86_400
export const deepestRow = 50_000
const largestPage = 100

/** `POST /order/orderDetail` with `{"shop_order_id":"…"}`. */
export const handleOrderDetail = behindChecks((call, parameters) => {
  const orderId = parameters["shop_order_id"]
  if (typeof orderId !== "string" || orderId === "") return refuse(call, officialFailures.missing)
  const order = call.find(orderId)
  return order === undefined ? refuse(call, officialFailures.noSuchOrder) : call.serve([order])
})

const wholeNumber = (value: Json | undefined): number | null =>
  typeof value === "number" && Number.isInteger(value)
    ? value
    : typeof value === "string" && /^-?\d{1,15}$/.test(value)
      ? Number(value)
      : null

/** `POST /order/searchList`: by creation or update time, newest first unless asked otherwise. */
export const handleSearchList = behindChecks((call, parameters) => {
  const number = (name: string) => wholeNumber(parameters[name])
  const page = number("page")
  const size = number("size")
  if (page === null || size === null) return refuse(call, officialFailures.missing)
  if (page < 0) return refuse(call, officialFailures.negativePage)
  if (size < 1 || size > largestPage) return refuse(call, officialFailures.largePage)
  if ((page + 1) * size > deepestRow) return refuse(call, officialFailures.tooDeep)
  const by = number("update_time_start") === null ? "create_time" : "update_time"
  const since = number(`${by}_start`)
  if (since === null) return refuse(call, officialFailures.noStart)
  const until = number(`${by}_end`) ?? Math.floor(call.now / 1000)
  if (until - since > longestWindow) return refuse(call, officialFailures.longWindow)
  const combinations = parameters["combine_status"] ?? []
  const wanted = statusesOf(isJsonArray(combinations) ? combinations : [combinations])
  if (wanted === undefined) return refuse(call, officialFailures.manyCombinations)
  const { orders, total } = call.select({
    by: by === "create_time" ? "created" : "updated",
    ...boundsOf(call, since, until),
    newestFirst: parameters["order_asc"] !== true,
    firstPage: 0,
    page,
    size,
    ...(wanted === null ? {} : { where: matchesStatuses(wanted) })
  })
  return call.serve(orders, { page, size, total })
})
