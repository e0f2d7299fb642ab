/** A platform's pushes, as its adapter knows them: what is signed, what a message is, what the platform wants to hear. */
import type { AdapterError, Json, Pointer, PushAnswer, PushEvent, PushRequest } from "@huidan/core"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { ExactNumbers } from "../answer/ExactNumbers.ts"
import type { Located } from "../answer/Located.ts"

/** A secret by which a push may be verified. */
export interface PushKey {
  /**
   * A secret that nobody can guess. What is remembered of messages is kept by it, so that holders of other secrets have
   * nothing in common.
   */
  readonly secret: Redacted.Redacted<string>
  /**
   * The text that holds the messages, if the push is verified by this secret. Nothing of the text is read before. Fails with
   * `Authentication(signature)` for a wrong signature, and only then looks at the time (`Authentication(clock)`); with
   * `Configuration` if the secret cannot open what it verified.
   */
  readonly text: Effect.Effect<string, AdapterError>
}

/** One message of a verified push. */
export interface SentMessage {
  /** What it says, as JSON. */
  readonly json: Json
  /** Where it is in the push. */
  readonly pointer: Pointer
  /** The message as sent, if that is not JSON: XML, for example. */
  readonly text?: string
  /** The numbers of the push that a double would change. */
  readonly numbers?: ExactNumbers
}

/** What a platform's pushes are. */
export interface Pushes {
  /**
   * The secrets by which a request may be verified: the current one first, then the one before it. Fails with
   * `InvalidRequest` for a request that is no push at all.
   */
  readonly keys: (request: PushRequest) => Effect.Effect<ReadonlyArray<PushKey>, AdapterError>
  /** The messages of a verified text. If it fails, the text as a whole counts as one message that cannot be read. */
  readonly split: (text: string) => Effect.Effect<ReadonlyArray<SentMessage>, AdapterError>
  /**
   * Reads a message; `null` for one that asks nothing of the program, such as a check of the address. A message that it
   * fails to read is handed on as quarantined; only `Configuration` (a message of another shop) fails the push.
   */
  readonly read: (message: Located, sent: SentMessage) => Effect.Effect<PushEvent | null, AdapterError>
  /** What the platform wants to hear when all messages were handled. */
  readonly answer: PushAnswer
  /** Seconds after which a message that is being handled counts as lost with its program, and is handled again; 60 unless given. */
  readonly lease?: number | undefined
}
