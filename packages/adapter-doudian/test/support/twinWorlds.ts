/** Simulated 抖店 worlds for the tests of the twin; the adapter plays no part in them. */
import { makeTwin, type RunningTwin } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import { Effect } from "effect"
import { twin } from "../../twin/index.ts"

/** An answer, as loosely typed as `JSON.parse` leaves it. */
export type Tree = ReturnType<typeof JSON.parse>

export const running = (seed: number, orders = 300): RunningTwin => Effect.runSync(makeTwin(twin, { seed, orders }))

/** Every order with what the operation answers about it. */
export const rowsOf = (world: RunningTwin, operation: string, variation = 0) =>
  world.orders().map((order): readonly [Order, Tree] => {
    const { data } = JSON.parse(world.body(operation, [order], { variation }) ?? "")
    return [order, data.shop_order_detail ?? data.shop_order_list[0]]
  })

/** The clock of the twin's tests: the twins' own base time. */
export const now = Date.UTC(2024, 5, 1)
