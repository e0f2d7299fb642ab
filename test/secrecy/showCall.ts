/** Everything that one call shows, and everything that it must not show. */
import { adapterErrorToJson, isOrder, type OrderAdapter, type OrderRecord } from "@huidan/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import { runCall, type StruckCall } from "../faultMatrix/runCall.ts"
import { type Shown, showInAllForms } from "./Shown.ts"
import { plainTextsIn, secretsOfRequest } from "./secretsOf.ts"
import { watchOutput } from "./watchOutput.ts"

export interface Showing {
  readonly shown: ReadonlyArray<Shown>
  readonly secrets: ReadonlySet<string>
}

export const showCall = (call: StruckCall): Effect.Effect<Showing> =>
  Effect.gen(function* () {
    const shown: Array<Shown> = []
    const requests: Array<HttpClientRequest> = []
    const onRequest = (request: HttpClientRequest): void => void requests.push(request)
    const { adapter, exit, twin } = yield* runCall({ ...call, onRequest }).pipe(watchOutput(shown))
    if (Exit.isSuccess(exit)) shown.push(...exit.value.flatMap((record) => showRecord(adapter, record)))
    else {
      shown.push({ place: "error, pretty", text: Cause.pretty(exit.cause) })
      for (const reason of exit.cause.reasons) {
        shown.push(...showInAllForms("error", reason._tag === "Fail" ? reason.error : reason))
        if (reason._tag === "Fail") shown.push(...showInAllForms("error as data", adapterErrorToJson(reason.error)))
      }
    }
    const secrets = new Set([
      ...Object.values(twin.shopOptions("").secrets),
      ...Object.values(call.secrets ?? {}),
      ...requests.flatMap((request) => secretsOfRequest(request, twin)),
      ...twin.orders().flatMap(plainTextsIn),
      ...(Exit.isSuccess(exit) ? exit.value.flatMap(plainTextsIn) : [])
    ])
    return { shown, secrets }
  })

/** A record in memory, and in every encoding without `reveal`. */
const showRecord = (adapter: OrderAdapter, record: OrderRecord): ReadonlyArray<Shown> => [
  ...showInAllForms("record", record),
  ...(["omit", "masked"] as const).flatMap((raw) =>
    showInAllForms(
      `record, encoded with raw ${raw}`,
      isOrder(record)
        ? adapter.encode(record, { reveal: false, raw })
        : adapter.encodeQuarantined(record, { reveal: false, raw })
    )
  )
]
