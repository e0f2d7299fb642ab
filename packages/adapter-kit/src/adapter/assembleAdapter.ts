import { AdapterError, type AdapterManifest, adapterContract, type OrderAdapter, type OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
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
  const { listOrders = () => Stream.fail(notSupported("listOrders")) } = calls
  return {
    contract: adapterContract,
    manifest,
    getOrder: calls.getOrder ?? (() => Effect.fail(notSupported("getOrder"))),
    listOrders: (query) => {
      const detail = manifest.capabilities.listOrders === null ? null : mistakeOf(query)
      if (detail === null) return listOrders(query)
      const { platform } = manifest
      return Stream.fail(new AdapterError({ platform, shop, reason: { _tag: "InvalidRequest", detail } }))
    },
    receivePush: calls.receivePush ?? (() => Effect.fail(notSupported("receivePush"))),
    decode: codec.decode,
    explain: codec.explain,
    encode: codec.encode,
    encodeQuarantined: codec.encodeQuarantined
  }
}

/** What is wrong with a query, whichever list it is for; `null` if nothing is. */
const mistakeOf = ({ by, since, until }: OrderQuery): string | null => {
  if (!["created", "updated"].includes(by)) return "`by` must be `created` or `updated`"
  return DateTime.isGreaterThan(since, until) ? "`since` is after `until`" : null
}
