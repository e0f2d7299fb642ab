/** Pushes of Paper Boat: up to twenty messages in one signed body. Source: PLATFORM.md, 6. */
import type { Push, Shop } from "@huidan/adapter-kit"
import type { AdapterError, PushDelivery, PushEvent, PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { PaperboatOptions } from "../Options.ts"
import { messagesOf, type ReadMessage, readMessage } from "./Message.ts"
import { verifiedBody } from "./Signature.ts"

/**
 * Verifies, reads and acknowledges a push. A wrong signature fails as `Authentication(signature)`, a time more than 300
 * seconds off as `Authentication(clock)`. A message that cannot be read is one of the delivery's failures; the others
 * count. Ids are remembered, because the platform signs a message anew when it sends it again.
 */
export const receivePush = (
  shop: Shop<PaperboatOptions>,
  log: (typeof Push.PushLog)["Service"],
  request: PushRequest
): Effect.Effect<PushDelivery, AdapterError> =>
  Effect.gen(function* () {
    const messages = yield* messagesOf(shop, yield* verifiedBody(shop, request))
    const read = yield* Effect.forEach(messages, (message) => Effect.result(readMessage(shop, message)))
    const eventOf = (message: ReadMessage): Effect.Effect<PushEvent> =>
      Effect.map(
        log.note(`${shop.manifest.platform}/${message.id}`),
        ({ duplicate }): PushEvent => ({ ...message, duplicate })
      )
    return {
      events: yield* Effect.forEach(
        read.flatMap((result) => (Result.isSuccess(result) ? [result.success] : [])),
        eventOf
      ),
      failures: read.flatMap((result) => (Result.isFailure(result) ? [result.failure] : [])),
      acknowledgement: { status: 200, headers: { "content-type": "application/json" }, body: '{"result":"ok"}' }
    }
  })
