import type { AdapterError } from "./AdapterError.ts"

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
  /** Whether a message with this id was delivered before. */
  readonly duplicate: boolean
}

/** What one push request contained, and how to answer it. */
export interface PushDelivery {
  /** The messages that could be read. */
  readonly events: ReadonlyArray<PushEvent>
  /** Why messages could not be read; the other messages of the request are in `events`. */
  readonly failures: ReadonlyArray<AdapterError>
  /** The HTTP response that the platform expects. */
  readonly acknowledgement: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
}
