/** Reads from a platform, and returns the platform's own answer instead of the order. */
import type { OperationName, OrderAdapter } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import type { ChosenShop } from "../configuration/chooseShop.ts"
import { openForCalls } from "../configuration/openShop.ts"
import { parseInstant } from "../parseInstant.ts"
import type { Settings } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"
import { tapHttpClient } from "./tapHttpClient.ts"

export interface WantedAnswer {
  readonly order: Option.Option<string>
  readonly operation: Option.Option<OperationName>
  readonly since: Option.Option<string>
  readonly until: Option.Option<string>
}

export interface Heard {
  readonly operation: OperationName
  readonly body: string
  readonly secrets: ReadonlyArray<Redacted.Redacted<string>>
}

/** The answer from which the adapter read the order, or the first page of the list that has an order. */
export const hearAnswer = Effect.fnUntraced(function* (
  { shop, shopId }: ChosenShop,
  wanted: WantedAnswer,
  settings: Settings,
  decoder: OrderAdapter
) {
  const { manifest } = shop.loaded.adapter
  const tap = yield* tapHttpClient(manifest)
  const adapter = yield* openForCalls(shop, { baseUrl: settings.baseUrl, shopId }).pipe(
    Effect.provideService(HttpClient.HttpClient, tap.client)
  )
  if (Option.isSome(wanted.order)) yield* adapter.getOrder(wanted.order.value)
  else yield* firstPage(adapter, wanted)
  const asked = tap.answers.filter(({ operation }) =>
    Option.match(wanted.operation, { onNone: () => true, onSome: (name) => name === operation })
  )
  for (const { body, operation } of asked.toReversed()) {
    const records = yield* Effect.orElseSucceed(decoder.decode(operation, Redacted.value(body)), () => [])
    if (records.length > 0) return { operation, body: Redacted.value(body), secrets: tap.secrets } satisfies Heard
  }
  const heard = [...new Set(tap.answers.map(({ operation }) => operation))].join(", ")
  return yield* new UsageError({
    message: `No answer${Option.match(wanted.operation, { onNone: () => "", onSome: (name) => ` of ${name}` })} with an order was received`,
    advice:
      heard === ""
        ? "The adapter called no operation: record an answer that you have with --file."
        : `The adapter called ${heard}. Choose another order or span, or record an answer that you have with --file.`
  })
})

const defaultSpan = { days: 7 }

const firstPage = Effect.fnUntraced(function* (adapter: OrderAdapter, wanted: WantedAnswer) {
  const until = Option.isSome(wanted.until)
    ? yield* Effect.fromResult(parseInstant("until", wanted.until.value))
    : yield* DateTime.now
  const since = Option.isSome(wanted.since)
    ? yield* Effect.fromResult(parseInstant("since", wanted.since.value))
    : DateTime.subtract(until, defaultSpan)
  if (!DateTime.isLessThan(since, until)) {
    return yield* new UsageError({
      message: "--until is not after --since",
      advice: "--until is exclusive: give a time after --since."
    })
  }
  const by = adapter.manifest.capabilities.listOrders?.by[0]
  if (by === undefined) {
    return yield* new UsageError({
      message: `${adapter.manifest.package} cannot list orders`,
      advice: "Name one with --order."
    })
  }
  yield* adapter.listOrders({ by, since, until }).pipe(
    Stream.filter(({ records }) => records.length > 0),
    Stream.take(1),
    Stream.runDrain
  )
})
