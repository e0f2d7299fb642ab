import type { AdapterError } from "./AdapterError.ts"

/** A platform's call to our door, as it came: verification needs the very bytes. */
export interface PushRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** A push is a hint: it says which order changed, the caller reads the order. */
export interface PushEvent {
  readonly id: string
  readonly type: string
  readonly orderId: string | null
  /** The order's canonical key, where the message names the shop. */
  readonly key: string | null
  /** Whether a message with this id was delivered before. */
  readonly duplicate: boolean
}

export interface PushDelivery {
  readonly events: ReadonlyArray<PushEvent>
  /** Messages of the delivery that could not be read; the others count. */
  readonly failures: ReadonlyArray<AdapterError>
  /** What the platform wants to hear back. */
  readonly acknowledgement: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
}
