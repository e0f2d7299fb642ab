/** What the two doors of 抖店 have in common: one reads an order, and lists orders of a window. */
import type { Calls } from "@huidan/adapter-kit"
import type { OrderQuery } from "@huidan/core"

export interface DoudianDoor {
  readonly name: "fengchao" | "official"
  readonly pipeline: Calls.RequestPipeline
  readonly detail: (orderId: string) => Calls.Call
  readonly listOperation: string
  /** By which times the door lists. */
  readonly lists: ReadonlyArray<OrderQuery["by"]>
  readonly list: (request: ListRequest) => Calls.Call
}

/** One page of a list. Times are unix seconds; whether the platform includes the last one is not published. */
export interface ListRequest {
  readonly by: OrderQuery["by"]
  readonly since: number
  readonly until: number
  readonly page: number
  readonly size: number
  /** `order_status` codes, joined by commas; `null` for every order. */
  readonly orderStatus: string | null
}
