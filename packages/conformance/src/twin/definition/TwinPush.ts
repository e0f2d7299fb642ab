/** How a simulated platform pushes: messages about orders, signed, delivered to the reader's own door. */
import type { Order, OrderId, PushDelivery, PushRequest } from "@huidan/core"
import type * as Effect from "effect/Effect"
import type { Dice } from "../../world/Dice.ts"
import type { JsonNode } from "../json/JsonNode.ts"

export interface TwinPush {
  /** A message about an order; `sequence` tells the messages of one order apart, and is never used twice. */
  readonly message: (order: Order, sequence: number, dice: Dice) => TwinPushMessage
  /** A message of a kind that no document knows; left out where the platform names no kinds. */
  readonly unknown?: (order: Order, sequence: number, dice: Dice) => TwinPushMessage
  /** One delivery as it arrives, signed with the platform's secret, or by somebody who does not have it. */
  readonly deliver: (messages: ReadonlyArray<TwinPushMessage>, delivery: TwinDelivery) => Effect.Effect<PushRequest>
  /** How many messages one delivery holds, at most. */
  readonly largestBatch: number
  /** Whether the signature covers the time of the delivery, so that an old one can be told. */
  readonly coversTime: boolean
  /** Whether the platform takes this answer as "received". */
  readonly accepts: (acknowledgement: PushDelivery["acknowledgement"]) => boolean
}

export interface TwinPushMessage {
  readonly content: JsonNode
  /** Which order the message speaks of. */
  readonly orderId: OrderId
}

export interface TwinDelivery {
  /** Unix milliseconds. */
  readonly at: number
  readonly signer: "platform" | "stranger"
  /** Choose among the shapes that the document allows. */
  readonly dice: Dice
}
