/** One operation of a platform: its entry in the manifest, how it is called, and what its answer becomes. */
import type { AdapterError, AdapterManifest, OperationManifest, Pointer } from "@huidan/core"
import type * as Effect from "effect/Effect"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { AccessToken } from "../account/AccessToken.ts"
import type { EnvelopeKeys } from "../answer/Envelope.ts"
import { operationCodec, type SomeOperationCodec } from "../codec/OperationCodec.ts"
import type { OrderDraft } from "../mapping/OrderDraft.ts"
import type { Wire } from "../mapping/Wire.ts"
import * as WireSchema from "../mapping/Wire.ts"

/** What a request is built from. */
export interface RequestContext<out Options> {
  readonly options: Options
  /** The operation's address: the base URL and the path of the manifest. */
  readonly url: string
  /** The path of the manifest alone, for signatures that cover it. */
  readonly path: string
  /** The operation's name in the manifest. */
  readonly operation: string
  /** The shop's id; `null` if only an answer names it. */
  readonly shopId: string | null
  /** An option that the call needs; a missing one fails with `Configuration`, which names it. */
  readonly require: RequireOption<Options>
  /** The platform's now, in milliseconds since 1970: the time that a signature states. */
  readonly now: Effect.Effect<number>
}

/** Gives an option, or fails with `Configuration` if it is missing. */
export type RequireOption<Options> = <Key extends keyof Options & string>(
  option: Key
) => Effect.Effect<NonNullable<Options[Key]>, AdapterError>

/** Builds and signs one request. It runs again for every attempt, so that a signature is never older than its request. */
export type MakeRequest<Options> = (
  context: RequestContext<Options>,
  token: AccessToken | null
) => Effect.Effect<HttpClientRequest, AdapterError>

/** An operation of an adapter. A call of it takes an `Argument`; `Answer` is what is read beside the orders. */
export interface Operation<in Argument, in Options, out Answer> {
  /** Its name in the manifest. */
  readonly name: string
  readonly entry: OperationManifest
  /** The frame of its answers; `null` if it is the adapter's own. */
  readonly envelope: EnvelopeKeys | null
  /** How its answer becomes orders; `null` if it has none. */
  readonly orders: SomeOperationCodec | null
  /** What is read from the answer's root: a token, a list's total. */
  readonly answer: Wire<Answer>
  /** How it is called; `null` if its answers are only decoded. */
  readonly call: ((argument: Argument) => MakeRequest<Options>) | null
}

interface Asked<Argument, Options> {
  /** The request for an argument: the platform's parameters, handed to the adapter's own way to sign them. */
  readonly call?: (argument: Argument) => MakeRequest<Options>
  /** The frame of the answers, if it is not the adapter's. */
  readonly envelope?: EnvelopeKeys
}

/** An operation whose answer holds orders. */
export interface OrderOperation<Row, Argument, Options, Beside> extends Asked<Argument, Options> {
  /** Where the order, or the list of rows, is in the answer, as a JSON pointer. */
  readonly at: Pointer
  /** The schema of one row. */
  readonly wire: Wire<Row>
  /** The mapping of one row to an order. */
  readonly toOrder: (row: Row) => OrderDraft
  /** What is read beside the rows, from the answer's root: a total, the mark of the next page. */
  readonly beside?: Wire<Beside>
  /** Keys beside the rows that page the list and carry nothing of an order, as JSON pointers. */
  readonly paging?: ReadonlyArray<Pointer>
  /**
   * What the platform writes in place of the object around a list that is empty, where its document or a published answer
   * shows it.
   */
  readonly emptyParent?: "[]"
}

/** An operation whose answer holds something else: a token, after-sales, decrypted texts. */
export interface OtherOperation<Argument, Options, Answer> extends Asked<Argument, Options> {
  readonly answer: Wire<Answer>
}

/** The operations of a manifest whose answers hold one of these. */
type NameOf<Manifest extends AdapterManifest, Answers extends OperationManifest["answers"]> = {
  [Name in keyof Manifest["operations"] & string]: Extract<
    Manifest["operations"][Name]["answers"],
    Answers
  > extends never
    ? never
    : Name
}[keyof Manifest["operations"] & string]

/** The schema of an answer from which nothing is read beside the orders. */
const nothing = WireSchema.object({})

/**
 * Defines an operation by its name in the manifest, which gives path, quota, pages and windows. A name that the manifest
 * lacks does not compile.
 *
 * An operation of `answers: "order"` fails as a whole if its order cannot be read; a bad row of `answers: "orders"`
 * becomes one quarantined record.
 */
export function operation<
  const Manifest extends AdapterManifest,
  Row,
  Argument = void,
  Options = unknown,
  Beside = unknown
>(
  manifest: Manifest,
  name: NameOf<Manifest, "order" | "orders">,
  parts: OrderOperation<Row, Argument, Options, Beside>
): Operation<Argument, Options, Beside>
export function operation<const Manifest extends AdapterManifest, Answer, Argument = void, Options = unknown>(
  manifest: Manifest,
  name: NameOf<Manifest, "token" | "other">,
  parts: OtherOperation<Argument, Options, Answer>
): Operation<Argument, Options, Answer>
export function operation<Row>(
  manifest: AdapterManifest,
  name: string,
  parts: OrderOperation<Row, never, unknown, unknown> | OtherOperation<never, unknown, unknown>
): Operation<never, unknown, unknown> {
  const entry = manifest.operations[name]
  if (entry === undefined) throw new TypeError(`the manifest of ${manifest.package} has no operation ${name}`)
  const shared = { name, entry, envelope: parts.envelope ?? null, call: parts.call ?? null }
  if ("answer" in parts) return { ...shared, orders: null, answer: parts.answer }
  return {
    ...shared,
    orders: operationCodec({
      at: parts.at,
      single: entry.answers === "order",
      wire: parts.wire,
      toOrder: parts.toOrder,
      paging: parts.paging ?? [],
      ...(parts.emptyParent === undefined ? {} : { emptyParent: parts.emptyParent })
    }),
    answer: parts.beside ?? nothing
  }
}
