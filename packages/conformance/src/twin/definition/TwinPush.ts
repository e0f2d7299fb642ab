/** How a simulated platform pushes: signed messages about orders. */
import type { Order, OrderId, PushAnswer, PushRequest } from "@huidan/core"
import type * as Effect from "effect/Effect"
import type { Dice } from "../../world/Dice.ts"
import type { JsonNode } from "../json/JsonNode.ts"

/** The pushes of a platform. */
export interface TwinPush {
  /** A message about an order. Every message has its own `sequence`. */
  readonly message: (order: Order, sequence: number, dice: Dice) => TwinPushMessage
  /** A message of a kind that no document knows; left out if the platform's messages have no kinds. */
  readonly unknown?: (order: Order, sequence: number, dice: Dice) => TwinPushMessage
  /**
   * A message that cannot be read: it names no order; left out if the platform's documents do not show what a message
   * must have.
   */
  readonly unreadable?: (order: Order, sequence: number, dice: Dice) => TwinPushMessage
  /** The request that delivers these messages, signed with the platform's secret or with a wrong one. */
  readonly deliver: (messages: ReadonlyArray<TwinPushMessage>, delivery: TwinDelivery) => Effect.Effect<PushRequest>
  /**
   * The secrets with which the stranger signs, by the options of an adapter that takes the stranger for its platform; left
   * out if there are none.
   */
  readonly strangersSecrets?: Readonly<Record<string, string>>
  /** The largest number of messages in one delivery. */
  readonly largestBatch: number
  /** Whether the signature covers the time of the delivery, so that an adapter can refuse an old one. */
  readonly coversTime: boolean
  /** Whether the platform accepts this answer as "received". If not, it sends the messages again. */
  readonly accepts: (answer: PushAnswer) => boolean
  /**
   * The secrets of an adapter that already has new ones while the platform still signs with those before them: both, by the
   * names of their options. Left out if the adapter has no options for secrets before the current ones.
   */
  readonly rotated?: Readonly<Record<string, string>>
}

/** One message about an order. */
export interface TwinPushMessage {
  readonly content: JsonNode
  /** The order of the message. */
  readonly orderId: OrderId
}

/** When and by whom messages are delivered. */
export interface TwinDelivery {
  /** Unix milliseconds. */
  readonly at: number
  /** `stranger` does not know the platform's secret. */
  readonly signer: "platform" | "stranger"
  /** Selects among the shapes that the document allows. */
  readonly dice: Dice
}
