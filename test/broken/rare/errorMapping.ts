import { AdapterError, type AdapterErrorReason } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "../BrokenAdapter.ts"
import { withAnswers } from "../changes.ts"

const otherReason =
  (code: string, reason: AdapterErrorReason) =>
  (error: AdapterError): AdapterError =>
    error.answer?.code === code ? new AdapterError({ ...error, reason }) : error

const frequent = otherReason("2053", { _tag: "PermissionDenied" })

export const errorMapping: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "the last code of a table has the reason of the one before it",
    breaks: "error-mapping",
    follows: {},
    subject: withAdapter(sound.xiaoe, (adapter) => ({
      ...adapter,
      getOrder: (orderId) => Effect.mapError(adapter.getOrder(orderId), frequent),
      listOrders: (query) => Stream.mapError(adapter.listOrders(query), frequent)
    }))
  },
  {
    mistake: "an answer with data is a success, whatever its code says",
    breaks: "error-mapping",
    follows: {},
    subject: withAnswers(sound.wshoto, (body) => body.replace(/^\{"code":[1-9]\d*(?=,.*"data":[[{])/s, '{"code":0'))
  }
]
