/** Orders as a platform's details state them, as many as are wanted: those of a twin, again and again with other numbers. */
import { adapter } from "@huidan/adapter-xiaoe"
import { twin } from "@huidan/adapter-xiaoe/twin"
import { makeTwin } from "@huidan/conformance"
import { type FieldPattern, isOrder, type OperationName, type Order, orderKey } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const differentOrders = 500

/** An order every so many milliseconds, from this moment on. */
const between = 2000
export const firstCreated = Date.UTC(2024, 0, 1)

const operations = ["order.detail@2.0", "order.list@2.0"] as const

export interface SampleOrders {
  /** What an answer of the operation says of the order with this index, in its first state or a later one. */
  readonly order: (operation: (typeof operations)[number], index: number, state: number) => Order
  readonly carries: (operation: OperationName) => ReadonlyArray<FieldPattern>
}

/** The orders of one shop. */
export const makeSampleOrders = Effect.gen(function* () {
  const shop = twin.shopOptions("http://platform.test")
  const options = yield* Schema.decodeUnknownEffect(adapter.Options)({ ...shop.options, ...shop.secrets })
  const reader = yield* adapter.make(options)
  const world = yield* makeTwin(twin, { seed: 1, orders: differentOrders })
  const decoded = yield* Effect.forEach(operations, (operation) =>
    Effect.map(
      Effect.forEach(world.orders(), (order) => reader.decode(operation, world.body(operation, [order]) ?? "")),
      (answers) => answers.flatMap((records) => records.filter(isOrder))
    )
  )
  const byOperation = new Map(operations.map((operation, index) => [operation, decoded[index] ?? []] as const))
  const sample: SampleOrders = {
    order: (operation, index, state) => {
      const all = byOperation.get(operation) ?? []
      const order = all[index % all.length]
      if (order === undefined) throw new Error(`the twin has no orders of ${operation}`)
      return another(order, index, state)
    },
    carries: (operation) => reader.manifest.operations[operation]?.carries ?? []
  }
  return sample
})

/** The order with numbers and times of its own; a later state is another one of trade, parcels, money and time. */
const another = (order: Order, index: number, state: number): Order => {
  const orderId = `o_${firstCreated / 1000 + index}_${index}`
  const created = firstCreated + index * between
  const shift = created - DateTime.toEpochMillis(order.times.created ?? DateTime.makeUnsafe(created))
  const later = (instant: DateTime.Utc | null, by = 0) =>
    instant === null ? null : DateTime.makeUnsafe(DateTime.toEpochMillis(instant) + shift + by)
  const { amounts, delivery, payment, status, times } = order
  return {
    ...order,
    key: orderKey(order.platform, order.shop.id, orderId),
    orderId,
    times: {
      ...times,
      created: DateTime.makeUnsafe(created),
      paid: later(times.paid),
      updated: later(times.updated, state * 3_600_000)
    },
    ...(payment === null
      ? {}
      : {
          payment: {
            ...payment,
            transactionId: payment.transactionId === null ? null : `42000${created}${index}`,
            merchantOrderId: payment.merchantOrderId === null ? null : `1${created}${index}`,
            paidAt: later(payment.paidAt)
          }
        }),
    delivery: {
      ...delivery,
      shipments: delivery.shipments.map((shipment, n) => ({
        ...shipment,
        trackingNumber: shipment.trackingNumber === null ? null : `SF${state}${index}${n}`
      }))
    },
    // No two orders have a number in common, as on a platform.
    refunds: order.refunds.map((refund, n) => ({
      ...refund,
      id: refund.id === null ? null : `r_${created}${index}${n}`
    })),
    references: order.references.map((reference, n) => ({
      ...reference,
      value: `${reference.kind}${created}${index}${n}`
    })),
    ...(state === 0
      ? {}
      : {
          status: { ...status, trade: status.trade === "completed" ? "active" : "completed" },
          amounts: { ...amounts, refunded: (amounts.refunded ?? 0) + state }
        })
  }
}
