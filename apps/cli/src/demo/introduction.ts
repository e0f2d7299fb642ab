/** What the demo prints when its console is open: where it is, how to log in, and what to try. */
import type { RunningTwin } from "@huidan/conformance"
import type { StoreService, WhyDoor } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { RunningConsole } from "../serve/consoleServer.ts"

export interface Shown {
  readonly console: RunningConsole
  readonly twins: ReadonlyArray<RunningTwin>
}

/** Names parts of the page as it does: it is Chinese at first. */
export const introduction = Effect.fnUntraced(function* (
  store: StoreService,
  { console: { firstLink, url }, twins }: Shown
) {
  const orders = twins.reduce((sum, twin) => sum + twin.truth().orderIds.length, 0)
  const refused = yield* store.quarantine({}, null, mostCounted)
  const missing = yield* missingOrder(store, twins)
  const tries = [
    `订单 (Orders): search for ${yield* knownNumber(store, twins)}`,
    ...(missing === undefined ? [] : [`缺单排查 (Why is it not here?): ask about ${missing}, which the store has not`]),
    ...(refused.length === 0 ? [] : [`隔离区 (Quarantine): ${refused.length} rows that could not be decoded, and why`])
  ]
  return [
    "",
    `The console shows ${orders} orders of ${twins.length} platforms, which go on changing: ${url}`,
    ...(firstLink === null
      ? []
      : [
          "Log in by this link, with a name and a password of your choice (10 characters or more):",
          "",
          `  ${firstLink}`
        ]),
    "",
    "Things to try (语言 changes the language):",
    ...tries.map((line, index) => `  ${index + 1}. ${line}`),
    "",
    "Ctrl-C ends the demo, and removes its store."
  ].join("\n")
})

/** A number by which the store finds an order: that of a parcel, or else that of an order. */
const knownNumber = Effect.fnUntraced(function* (store: StoreService, twins: ReadonlyArray<RunningTwin>) {
  const orders = twins.flatMap((twin) => twin.orders())
  const parcels = orders.flatMap(({ delivery }) =>
    delivery.shipments.flatMap(({ trackingNumber }) => trackingNumber ?? [])
  )
  const { found } = yield* store.find([
    ...parcels.slice(0, numbersTried),
    ...orders.slice(0, numbersTried).map(({ orderId }) => orderId)
  ])
  const parcel = found.find(({ kind }) => kind === "waybill")
  return parcel === undefined
    ? `${found[0]?.number ?? "a number"}`
    : `${parcel.number}, the tracking number of a parcel`
})

/** An order that the store lacks for a known reason. No other platform has an order of this number. */
const missingOrder = Effect.fnUntraced(function* (store: StoreService, twins: ReadonlyArray<RunningTwin>) {
  const refused = twins.flatMap((twin) => {
    const { platform, poisoned } = twin.truth()
    return poisoned.map(({ orderId }) => ({ platform, number: orderId }))
  })
  const { notFound } = yield* store.find(refused.map(({ number }) => number))
  const now = yield* Clock.currentTimeMillis
  const explained = yield* Effect.filter(refused, ({ number, platform }) =>
    Effect.map(
      store.why({ platform, number, now, doorOf: () => anyDoor }),
      (reasons) =>
        notFound.includes(number) && reasons.some(({ isCertain, reason }) => isCertain && reason === "quarantined")
    )
  )
  return explained[0]?.number
})

/** Half of what the store looks up at once. */
const numbersTried = 100

/** The demo has a few rows only. */
const mostCounted = 100

/** The door matters only for orders that never came. */
const anyDoor: WhyDoor = { lists: null, pushes: false, historyDays: null }
