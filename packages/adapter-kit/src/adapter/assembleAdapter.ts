import { AdapterError, type AdapterManifest, adapterContract, type OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { OrderCodec } from "../codec/OrderCodec.ts"

/** The calls of the contract that an adapter has. */
export type AdapterCalls = Partial<Pick<OrderAdapter, "getOrder" | "listOrders" | "receivePush">>

/** An adapter from its codec and the calls that it has; a call that it lacks fails with `NotSupported`, without a request. */
export const assembleAdapter = (
  manifest: AdapterManifest,
  shop: string | null,
  codec: OrderCodec,
  calls: AdapterCalls
): OrderAdapter => {
  const notSupported = (call: string): AdapterError =>
    new AdapterError({
      platform: manifest.platform,
      shop,
      reason: { _tag: "NotSupported", detail: `${manifest.package} does not declare ${call}` }
    })
  return {
    contract: adapterContract,
    manifest,
    getOrder: calls.getOrder ?? (() => Effect.fail(notSupported("getOrder"))),
    listOrders: calls.listOrders ?? (() => Stream.fail(notSupported("listOrders"))),
    receivePush: calls.receivePush ?? (() => Effect.fail(notSupported("receivePush"))),
    decode: codec.decode,
    explain: codec.explain,
    encode: codec.encode,
    encodeQuarantined: codec.encodeQuarantined
  }
}
