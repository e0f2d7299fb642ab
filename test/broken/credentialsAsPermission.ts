import { AdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

const changed = (error: AdapterError): AdapterError =>
  error.reason._tag === "Authentication" && error.reason.kind === "credentials"
    ? new AdapterError({ ...error, reason: { _tag: "PermissionDenied" } })
    : error

export const credentialsAsPermission: BrokenAdapter = {
  mistake: "wrong credentials are reported as a missing permission",
  breaks: "error-mapping",
  follows: {},
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    getOrder: (orderId) => Effect.mapError(adapter.getOrder(orderId), changed),
    listOrders: (query) => Stream.mapError(adapter.listOrders(query), changed)
  }))
}
