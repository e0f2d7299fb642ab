import { AdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "../BrokenAdapter.ts"
import { withAnswers } from "../changes.ts"

const withoutToken = (error: AdapterError): AdapterError =>
  error.answer?.code === "50001" && error.answer.subCode === "dop.token-generate-failed:2"
    ? new AdapterError({ ...error, reason: { _tag: "PlatformUnavailable" } })
    : error

export const errorMapping: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "the last code of a table has another reason",
    breaks: "error-mapping",
    follows: { "retry-bounds": "with that reason a retry would help" },
    subject: withAdapter(sound.doudian, (adapter) => ({
      ...adapter,
      getOrder: (orderId) => Effect.mapError(adapter.getOrder(orderId), withoutToken),
      listOrders: (query) => Stream.mapError(adapter.listOrders(query), withoutToken)
    }))
  },
  {
    mistake: "an answer with data is a success, whatever its code says",
    breaks: "error-mapping",
    follows: {},
    subject: withAnswers(sound.wshoto, (body) => body.replace(/^\{"code":[1-9]\d*(?=,.*"data":[[{])/s, '{"code":0'))
  }
]
