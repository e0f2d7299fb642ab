/** Nothing that a program shows of a shop holds a secret, a token, a signature or a plain private text. */
import { assert, describe, it } from "@effect/vitest"
import { adapterErrorToJson, isOrder, type OrderAdapter, type OrderRecord } from "@huidan/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { cellsOf } from "./faultMatrix/faultMatrix.ts"
import { runCall } from "./faultMatrix/runCall.ts"
import { calledOperations, readShops, type Shop } from "./faultMatrix/Shop.ts"
import { findLeaks, type Leak, type Shown } from "./secrecy/Scanner.ts"
import { privateTextsOf, secretsOfRequest } from "./secrecy/secretsOf.ts"
import { inAllForms, watchOutput } from "./secrecy/watchOutput.ts"

const shops = await readShops()

/** A record as it is in memory, and as encoders show it without leave to reveal. */
const showRecord = (adapter: OrderAdapter, record: OrderRecord): ReadonlyArray<Shown> =>
  (["omit", "masked"] as const).flatMap((raw) => [
    ...inAllForms("record", record),
    ...inAllForms(
      `record, encoded with raw ${raw}`,
      isOrder(record)
        ? adapter.encode(record, { reveal: false, raw })
        : adapter.encodeQuarantined(record, { reveal: false, raw })
    )
  ])

const everyCallOf = (shop: Shop, operation: string) =>
  Effect.gen(function* () {
    const shown: Array<Shown> = []
    const secrets = new Set<string>()
    for (const cell of cellsOf(shop, operation)) {
      const requests: Array<Parameters<typeof secretsOfRequest>[0]> = []
      const onRequest = (request: (typeof requests)[number]) => void requests.push(request)
      const result = yield* runCall({ shop, operation, ...cell, onRequest }).pipe(watchOutput(shown))
      for (const request of requests) for (const secret of secretsOfRequest(request, result.twin)) secrets.add(secret)
      for (const text of privateTextsOf(result.twin)) secrets.add(text)
      for (const secret of Object.values(result.twin.shopOptions("").secrets)) secrets.add(secret)
      if (Exit.isSuccess(result.exit)) {
        for (const record of result.exit.value) shown.push(...showRecord(result.adapter, record))
      } else {
        for (const reason of result.exit.cause.reasons) {
          shown.push(...inAllForms("error", reason._tag === "Fail" ? reason.error : reason))
          if (reason._tag === "Fail") shown.push(...inAllForms("error as data", adapterErrorToJson(reason.error)))
        }
        shown.push({ place: "error, pretty", text: Cause.pretty(result.exit.cause) })
      }
    }
    return { shown, secrets }
  })

/** One leak of each kind and place. */
const distinct = (leaks: ReadonlyArray<Leak>): ReadonlyArray<Leak> => [
  ...new Map(leaks.map((leak) => [`${leak.place} ${leak.value}`, leak])).values()
]

describe.each(shops)("$platform", (shop) => {
  for (const operation of calledOperations(shop)) {
    it.effect(
      `${operation}: what its calls show, with and without faults`,
      () =>
        Effect.gen(function* () {
          const { secrets, shown } = yield* everyCallOf(shop, operation)
          assert.isAbove(secrets.size, 10)
          const places = new Set(shown.map(({ place }) => place.split(",")[0]))
          const { method } = shop.adapter.manifest.operations[operation] ?? {}
          assert.includeMembers([...places], ["span huidan.request", `span ${method}`, "metrics", "record", "error"])
          assert.deepStrictEqual(distinct(findLeaks(secrets, shown)), [])
        }),
      120_000
    )
  }
})
