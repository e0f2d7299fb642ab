import type * as Effect from "effect/Effect"
import type { Quarantined } from "./Quarantined.ts"

/** An HTTP request that a platform sent to the program, unchanged: the signature covers the exact bytes. */
export interface PushRequest {
  readonly method: string
  /** The URL as requested, with its query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The body's bytes, before any decoding. */
  readonly body: Uint8Array
}

/** A message that an order changed. It is a hint only: read the order with `getOrder`. */
export interface PushEvent {
  /** The message's id: the same message has the same id when it is delivered again. */
  readonly id: string
  /** What happened: the adapter's name for the platform's message type. */
  readonly type: string
  /** `null` if the message names no order. */
  readonly orderId: string | null
  /** The order's canonical key; `null` if the message names no order or no shop. */
  readonly key: string | null
}

/**
 * A verified message of a push: what it says, or the message as sent if it cannot be read. Tell them apart with
 * `isQuarantined`.
 */
export type PushMessage = PushEvent | Quarantined

/**
 * Takes one message. Only if it succeeds is the message done: if it fails or throws, the platform is asked to send the
 * message again, and it is handled again.
 */
export type PushHandler<out R = never> = (message: PushMessage) => Effect.Effect<void, unknown, R>

/** The HTTP response to a push. */
export interface PushAnswer {
  /** 503 if a message was not handled, or is being handled at this moment: the platform sends it again. */
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
