/** Takes the pushes of the shops' platforms: each message is in the store before the platform is answered. */
import { pushWebHandler } from "@huidan/adapter-kit/client"
import { isAdapterError, visibleText } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Result from "effect/Result"
import type { SyncableShop } from "../store/ConfiguredShop.ts"

/** Where the platform of a shop sends its pushes. */
export const pushPath = (shop: string): string => `/push/${encodeURIComponent(shop)}`

/**
 * Bodies are bounded; a push that is not stored within `acknowledgeWithin` seconds is answered with 503, and sent again.
 *
 * `POST /push/<shop>`, and `GET`, by which some platforms try the address. 404 for a shop that has no pushes.
 */
export const pushRoute = (shops: ReadonlyArray<SyncableShop>, acknowledgeWithin: number = standardSeconds) => {
  const handlers = new Map(shops.flatMap((shop) => handlerOf(shop, acknowledgeWithin)))
  return HttpRouter.add(
    "*",
    "/push/:shop",
    Effect.gen(function* () {
      const { shop = "" } = yield* HttpRouter.params
      const handle = handlers.get(shop)
      if (handle === undefined) return HttpServerResponse.empty({ status: 404 })
      const request = yield* HttpServerRequest.toWeb(yield* HttpServerRequest.HttpServerRequest)
      return yield* handle(request)
    }).pipe(Effect.orElseSucceed(() => HttpServerResponse.empty({ status: 400 })))
  )
}

/** Doudian waits for five. */
const standardSeconds = 4

type Handler = (request: Request) => Effect.Effect<HttpServerResponse.HttpServerResponse>

const handlerOf = (
  { name, opened }: SyncableShop,
  acknowledgeWithin: number
): ReadonlyArray<readonly [string, Handler]> => {
  if (Result.isFailure(opened) || !opened.success.sync.door.pushes) return []
  const { sync } = opened.success
  const handler: Handler = (request) =>
    Effect.gen(function* () {
      const context = yield* Effect.context<never>()
      const run = Effect.runPromiseWith(context)
      /** How far the push is. */
      let stage: "arriving" | "being stored" | "answered" = "arriving"
      const receiver = {
        receivePush: (push: Parameters<typeof sync.receivePush>[0]) =>
          run(
            Effect.suspend(() => {
              stage = "being stored"
              return sync.receivePush(push)
            }).pipe(Effect.ensuring(Effect.sync(() => (stage = "answered"))))
          )
      }
      const respond = pushWebHandler(receiver, {
        // The store takes the messages: see `ShopSync.receivePush`.
        handle: () => undefined,
        acknowledgeWithin,
        onError: (error) =>
          run(
            // An adapter says itself which push it refuses, and why.
            isAdapterError(error)
              ? Effect.logDebug(`a push was not taken: ${error.message}`)
              : Effect.logWarning(
                  stage === "being stored"
                    ? `PushLate: a push was not stored within ${acknowledgeWithin} s and was answered with 503, so that the platform sends it again`
                    : stage === "arriving"
                      ? `PushNotReceived: the body of a push did not come to its end in ${acknowledgeWithin} s (${nameOf(error)})`
                      : `a push was not taken: ${nameOf(error)}`
                )
          )
      })
      return HttpServerResponse.fromWeb(yield* Effect.promise(() => respond(request)))
    }).pipe(Effect.annotateLogs({ platform: sync.name.platform, shop: sync.name.shopId }))
  return [[name, handler]]
}

/** The tag of an error, or else its name: the message can be private. */
const nameOf = (error: unknown): string => {
  const tag: unknown = Object(error)._tag
  return visibleText(typeof tag === "string" ? tag : error instanceof Error ? error.name : typeof error)
}
