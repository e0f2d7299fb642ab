/**
 * The way of a push: verified → its messages → each one read, claimed, handled, noted as done → the answer.
 *
 * Nothing is noted before it is handled. What fails, or is in other hands, is answered with 503, so that the platform sends
 * it again; what was done by then is not done again.
 */
import {
  type AdapterError,
  isAdapterError,
  type OrderAdapter,
  type PushAnswer,
  type PushHandler,
  type PushMessage,
  responseDecode
} from "@huidan/core"
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { stretched } from "../account/holderProof.ts"
import { makeRareWarning } from "../account/rareWarning.ts"
import { hmacSha256Hex } from "../answer/crypto.ts"
import { ExactNumbers } from "../answer/ExactNumbers.ts"
import { locate } from "../answer/Located.ts"
import { shownId } from "../answer/shownId.ts"
import type { Shop } from "../calls/Shop.ts"
import { quarantineRow } from "../codec/quarantineRow.ts"
import { type Handled, handleOnce } from "./handleOnce.ts"
import { pushOperation } from "./messages.ts"
import type { Pushes, PushKey, SentMessage } from "./Pushes.ts"
import type { ReachableLog } from "./reachable.ts"

/** Seconds after which the claim of a program that died ends. */
const standardLease = 60

/** Seconds for which handled messages are remembered. A signature that does not cover a time is valid for ever. */
const keepSeconds = 7 * 24 * 3600

/** The platform sends the messages again. */
const unavailable: PushAnswer = { status: 503, headers: {}, body: "" }

export interface PushParts {
  readonly shop: Pick<Shop<never>, "failure" | "manifest" | "shopId">
  /** Whose messages these are: the platform account. */
  readonly holder: string
  readonly pushes: Pushes
  readonly log: ReachableLog
  /** Messages that one push may have. */
  readonly messageLimit: number
}

/** A message as `handle` gets it, and by what it is recognised when it comes again. */
interface ReadMessage {
  readonly message: PushMessage
  readonly identity: ReadonlyArray<string>
  /** In words, for the log. */
  readonly name: string
}

/** What became of one message. `Nothing`: it asked nothing of the program. `Misread`: our configuration is wrong. */
type Outcome = Handled["_tag"] | "Nothing" | { readonly _tag: "Misread"; readonly error: AdapterError }

/** Receives the pushes of a platform. */
export const receivePushes = ({ holder, log, messageLimit, pushes, shop }: PushParts): OrderAdapter["receivePush"] => {
  const times = { lease: pushes.lease ?? standardLease, keep: keepSeconds }
  const noteRefusal = refusalNotes()

  const read = (sent: SentMessage): Effect.Effect<ReadMessage | null, AdapterError> =>
    Effect.gen(function* () {
      const event = yield* pushes.read(locate(sent.json, sent.pointer, sent.numbers), sent)
      if (event === null) return null
      return { message: event, identity: [event.type, event.id], name: `${shownId(event.type)} ${shownId(event.id)}` }
    }).pipe(Effect.catch((error) => quarantined(sent, error)))

  const quarantined = (sent: SentMessage, error: AdapterError): Effect.Effect<ReadMessage, AdapterError> => {
    if (error.reason._tag === "Configuration") return Effect.fail(error)
    const { json, numbers = new ExactNumbers(), pointer, text } = sent
    const row = { node: locate(json, pointer), raw: text ?? json, root: pointer }
    const origin = { manifest: shop.manifest, numbers, operation: pushOperation, shopId: shop.shopId }
    return Effect.map(quarantineRow(row, { ...origin, askedAt: null, fetchedAt: null }, error), (message) => ({
      message,
      identity: ["quarantined", message.fingerprint],
      name: "one that cannot be read"
    }))
  }

  /**
   * The secret that verified a message keeps it apart from those of other holders, who may choose any id. Who reads the log
   * must not find the secret by its keys, so it is stretched: each guess costs tens of milliseconds.
   */
  const keyOf = ({ secret }: PushKey, { identity }: ReadMessage): Effect.Effect<string> =>
    Effect.flatMap(stretched(Redacted.value(secret), `huidan push log of ${shop.manifest.platform}`), (own) =>
      hmacSha256Hex(own, JSON.stringify([holder, ...identity]))
    )

  const take = <R>(
    key: PushKey,
    reading: Effect.Effect<ReadMessage | null, AdapterError>,
    handle: PushHandler<R>
  ): Effect.Effect<Outcome, never, R> =>
    Effect.gen(function* () {
      const result = yield* Effect.result(reading)
      if (Result.isFailure(result)) return { _tag: "Misread", error: result.failure }
      const found = result.success
      if (found === null) return "Nothing"
      const handling = Effect.suspend(() => handle(found.message))
      const handled = yield* handleOnce(log, yield* keyOf(key, found), times, handling)
      if (handled._tag === "Failed") {
        yield* Effect.logWarning(
          `a message of a push (${found.name}) was not handled, the platform is asked to send it again`,
          failureText(handled.cause)
        )
      }
      return handled._tag
    })

  return (request, handle) =>
    Effect.gen(function* () {
      const { key, text } = yield* verified(shop, yield* pushes.keys(request))
      const messages = yield* pushes.split(text).pipe(
        Effect.filterOrFail(
          (sent) => sent.length <= messageLimit,
          (sent) => shop.failure(pushOperation, tooMany(sent.length, messageLimit))
        ),
        Effect.map((sent) => sent.map(read)),
        Effect.catch((error) => Effect.succeed([quarantined({ json: null, pointer: "", text }, error)]))
      )
      const outcomes = yield* oneByOne(
        messages.map((reading) => take(key, reading, handle)),
        Duration.seconds(times.lease)
      )
      for (const outcome of outcomes) if (typeof outcome !== "string") return yield* outcome.error
      return outcomes.includes("Failed") || outcomes.includes("Running") ? unavailable : pushes.answer
    }).pipe(Effect.tapError(noteRefusal))
}

const tooMany = (count: number, limit: number) => {
  const expected = `at most ${limit} messages (option \`messageLimit\`)`
  return responseDecode({ pointer: "", expected, found: `${count} messages` })
}

/**
 * The results of effects that run one after the other. One that takes longer than the limit goes on beside those behind it,
 * so that none is kept waiting by one that never ends.
 */
const oneByOne = <A, R>(
  effects: ReadonlyArray<Effect.Effect<A, never, R>>,
  limit: Duration.Duration
): Effect.Effect<ReadonlyArray<A>, never, R> =>
  Effect.gen(function* () {
    const fibers: Array<Fiber.Fiber<A>> = []
    for (const [index, effect] of effects.entries()) {
      const fiber = yield* Effect.forkChild(effect)
      fibers.push(fiber)
      if (index < effects.length - 1) yield* Effect.timeoutOption(Fiber.await(fiber), limit)
    }
    return yield* Fiber.joinAll(fibers)
  })

/**
 * What the first secret gives that fits. A wrong signature means that another secret may fit, and so does a secret that
 * cannot open what it verified; anything else ends the search.
 */
const verified = (
  { failure }: PushParts["shop"],
  keys: ReadonlyArray<PushKey>
): Effect.Effect<{ readonly key: PushKey; readonly text: string }, AdapterError> =>
  Effect.gen(function* () {
    let refusal = failure(pushOperation, { _tag: "Authentication", kind: "signature" })
    for (const key of keys) {
      const result = yield* Effect.result(key.text)
      if (Result.isSuccess(result)) return { key, text: result.success }
      const { reason } = result.failure
      if (reason._tag === "Configuration") refusal = result.failure
      else if (reason._tag !== "Authentication" || reason.kind !== "signature") return yield* result.failure
    }
    return yield* refusal
  })

/** Says that pushes are refused, and why, at most once per minute for those of others and once for our own mistakes. */
const refusalNotes = (): ((error: AdapterError) => Effect.Effect<void>) => {
  const ofOthers = makeRareWarning("a push was refused")
  const ofOurs = makeRareWarning("pushes cannot be received")
  return (error) =>
    error.reason._tag === "Authentication" || error.reason._tag === "InvalidRequest"
      ? ofOthers(error.message)
      : ofOurs(error.message)
}

/** An `AdapterError` in its own words. Of any other error only what it is called: its words may hold private text. */
const failureText = (cause: Cause.Cause<unknown>): string => {
  const error = Cause.squash(cause)
  if (isAdapterError(error)) return error.message
  return `the handler failed with ${nameOf(error)}`
}

const nameOf = (error: unknown): string => {
  if (typeof error !== "object" || error === null) return `a value of the type ${typeof error}`
  const name = Result.try((): unknown => Reflect.get(error, "_tag") ?? Reflect.get(error, "name"))
  return Result.isSuccess(name) && typeof name.success === "string" ? shownId(name.success) : "an object"
}
