/** Mistakes in one of several calls. */
import type { OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, type Sound, sound, withAdapter } from "../BrokenAdapter.ts"
import { withAnswers } from "../changes.ts"
import { boundless } from "../withQuotaOption.ts"

/** The adapter, and beside it another one of the same shop without a quota, which makes some of the calls. */
const withBoundless = (
  subject: Sound,
  change: (adapter: OrderAdapter, boundless: OrderAdapter) => OrderAdapter
): Sound => ({
  ...subject,
  adapter: {
    ...subject.adapter,
    make: (options) =>
      Effect.gen(function* () {
        const adapter = yield* subject.adapter.make(options)
        const other = yield* subject.adapter.make({ ...(options as object), quota: boundless })
        return change(adapter, other)
      })
  }
})

export const quota: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "lists do not wait for the quota",
    breaks: "quota",
    follows: {},
    subject: withBoundless(sound.doudian, (adapter, other) => ({ ...adapter, listOrders: other.listOrders }))
  },
  {
    mistake: "single orders do not wait for the quota",
    breaks: "quota",
    follows: {},
    subject: withBoundless(sound.doudian, (adapter, other) => ({ ...adapter, getOrder: other.getOrder }))
  }
]

export const retryBounds: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a list is begun again after a refusal",
    breaks: "retry-bounds",
    follows: {},
    subject: withAdapter(sound.xiaoe, (adapter) => ({
      ...adapter,
      listOrders: (query) =>
        Stream.catch(adapter.listOrders(query), (error) =>
          error.reason._tag === "PermissionDenied" ? adapter.listOrders(query) : Stream.fail(error)
        )
    }))
  },
  {
    mistake: "an HTML page of a gateway is taken for a refusal, and not retried",
    breaks: "retry-bounds",
    follows: {},
    subject: withAnswers(sound.wshoto, (body) =>
      body.startsWith("<html>") ? '{"code":1,"msg":"no JSON","data":null}' : body
    )
  }
]

export const resumption: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "text behind a cursor is not seen",
    breaks: "resumption",
    follows: {},
    subject: withAdapter(sound.xiaoe, (adapter) => ({
      ...adapter,
      listOrders: ({ after, ...query }) =>
        adapter.listOrders(after === undefined ? query : { ...query, after: after.replace(/ x$/, "") })
    }))
  },
  {
    mistake: "a cursor of the list by creation goes on in the list by update time",
    breaks: "resumption",
    follows: {},
    subject: withAdapter(sound.xiaoe, (adapter) => ({
      ...adapter,
      listOrders: ({ after, ...query }) =>
        adapter.listOrders(
          after === undefined
            ? query
            : { ...query, after: after.replace(/"(?:created|updated)"/, JSON.stringify(query.by)) }
        )
    }))
  }
]

export const provenance: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "the orders of a list do not say when they were fetched",
    breaks: "provenance",
    follows: {},
    subject: withAdapter(sound.xiaoe, (adapter) => ({
      ...adapter,
      listOrders: (query) =>
        Stream.map(adapter.listOrders(query), (page) => ({
          ...page,
          records: page.records.map((record) =>
            "source" in record ? { ...record, source: { ...record.source, fetchedAt: null } } : record
          )
        }))
    }))
  },
  {
    mistake: "an order that is asked for names another version of its adapter",
    breaks: "provenance",
    follows: {},
    subject: withAdapter(sound.wshoto, (adapter) => ({
      ...adapter,
      getOrder: (orderId) =>
        Effect.map(adapter.getOrder(orderId), (order) => ({
          ...order,
          source: { ...order.source, adapterVersion: "0.0.1" }
        }))
    }))
  }
]

export const singleTokenRefresh: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "the lifetime of a token is read as a thousand times as long",
    breaks: "single-token-refresh",
    follows: {},
    subject: withAnswers(sound.xiaoe, (body) => body.replace(/("expires_in":"?\d+)/, "$1000"))
  },
  {
    mistake: "the lifetime of a token is read as milliseconds",
    breaks: "single-token-refresh",
    follows: {},
    subject: withAnswers(sound.wshoto, (body) => body.replace(/("expires_in":\d+)\d{3}/, "$1"))
  }
]
