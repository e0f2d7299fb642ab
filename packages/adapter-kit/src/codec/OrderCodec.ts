/**
 * From a platform's answer as text to canonical orders. Pure: no network, no clock.
 *
 * The way of an answer: `parse` (JSON, error code) → its rows → each row decoded by its schema and mapped to a draft →
 * the draft without its traces → the canonical order, or a quarantined row.
 */
import {
  AdapterError,
  type AdapterErrorReason,
  type AdapterManifest,
  type ExplainedRecord,
  type Explanation,
  encodeOrder,
  type Json,
  type OrderAdapter,
  type OrderRecord,
  type PlatformAnswer,
  type Pointer
} from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type EnvelopeKeys, harmlessAnswer, knownWords } from "../answer/Envelope.ts"
import { ExactNumbers } from "../answer/ExactNumbers.ts"
import { locate } from "../answer/Located.ts"
import { type ParsedAnswer, parseAnswer } from "../answer/ParsedAnswer.ts"
import { nodeAt, shownPointer } from "../answer/pointers.ts"
import type { Shape } from "../mapping/Shape.ts"
import { explainFields } from "../mapping/settle.ts"
import type { Wire } from "../mapping/Wire.ts"
import type { AnswerRow } from "./AnswerRow.ts"
import { answerShape } from "./answerShape.ts"
import { mostEntries, refuseLongLists } from "./longList.ts"
import { markPlaces } from "./MarkedPlace.ts"
import { type SomeOperationCodec, wireReader } from "./OperationCodec.ts"
import { quarantineRow } from "./quarantineRow.ts"
import { type RowOrigin, readRow } from "./readRow.ts"
import { failsAnswer, type RowResult, readRows } from "./readRows.ts"
import { showRaw } from "./showRaw.ts"
import { unreadBelow } from "./unreadBelow.ts"

export interface OrderCodecOptions {
  readonly manifest: AdapterManifest
  readonly envelope: EnvelopeKeys
  /** An envelope that one operation has instead of the adapter's own. */
  readonly envelopes?: Readonly<Record<string, EnvelopeKeys>>
  readonly operations: Readonly<Record<string, SomeOperationCodec>>
  /** The shop that configuration names; `null` if only an answer can tell. */
  readonly shopId: string | null
  /** Entries that a list of an answer may have: its orders, and the lines of an order. Any number unless given. */
  readonly rowLimit?: number
}

/** When an answer was asked for and came; `null` if it is only decoded. */
export interface DecodeContext {
  readonly askedAt: DateTime.Utc | null
  readonly fetchedAt: DateTime.Utc | null
}

/** Decodes, explains and encodes the orders of one shop. */
export interface OrderCodec extends Pick<OrderAdapter, "decode" | "explain" | "encode" | "encodeQuarantined"> {
  /** See `OrderAdapter.decodeRow`. Of an operation of one order the row is the whole answer. */
  readonly decodeRow: NonNullable<OrderAdapter["decodeRow"]>
  /** See `OrderAdapter.explainRow`. Of an operation of one order the row is the whole answer. */
  readonly explainRow: NonNullable<OrderAdapter["explainRow"]>
  /** The platform's name, `xiaoe`. */
  readonly platform: string
  /** The shop that configuration names; `null` if only an answer can tell. */
  readonly shopId: string | null
  /** Parses a body; an error code in it fails with its reason by the manifest's table. */
  readonly parse: (
    operation: string,
    body: string,
    envelope?: EnvelopeKeys
  ) => Effect.Effect<ParsedAnswer, AdapterError>
  /** The orders of a parsed answer. An operation that is not declared fails with `NotSupported`. */
  readonly decodeAnswer: (
    operation: string,
    answer: ParsedAnswer,
    context: DecodeContext
  ) => Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError>
  /** Reads something other than orders from an answer: a token, a total. */
  readonly read: <A>(
    operation: string,
    answer: Pick<ParsedAnswer, "root">,
    wire: Wire<A>
  ) => Effect.Effect<A, AdapterError>
  /** An error of this platform and shop. */
  readonly failure: (
    operation: string | null,
    reason: AdapterErrorReason,
    answer?: PlatformAnswer | null
  ) => AdapterError
}

const mostDigests = 256

const explained = (result: RowResult["result"]): ExplainedRecord =>
  Result.isFailure(result)
    ? { orderId: null, fields: [] }
    : { orderId: result.success.order.orderId, fields: explainFields(result.success.draft) }

const onlyDecoded: DecodeContext = { askedAt: null, fetchedAt: null }

export const makeOrderCodec = (options: OrderCodecOptions): OrderCodec => {
  const { manifest, operations, rowLimit = Number.POSITIVE_INFINITY, shopId } = options

  const known = knownWords(manifest.errors, [options.envelope, ...Object.values(options.envelopes ?? {})])

  const failure: OrderCodec["failure"] = (operation, reason, answer = null) =>
    new AdapterError({
      platform: manifest.platform,
      shop: shopId,
      operation,
      reason: reason._tag === "ResponseDecode" ? { ...reason, pointer: shownPointer(reason.pointer) } : reason,
      answer: answer === null ? null : harmlessAnswer(answer, known)
    })

  const orFailure = <A>(
    operation: string,
    result: Result.Result<A, AdapterErrorReason>
  ): Effect.Effect<A, AdapterError> =>
    Effect.fromResult(Result.mapError(result, (reason) => failure(operation, reason)))

  const envelopeOf = (operation: string): EnvelopeKeys => options.envelopes?.[operation] ?? options.envelope

  const codecOf = (operation: string | null): SomeOperationCodec | null =>
    operation !== null && Object.hasOwn(operations, operation) ? (operations[operation] ?? null) : null

  /** The shape of what `source.raw` holds: a row of a list, or a whole answer. */
  const rawShapeOf = (operation: string | null): Shape | null => {
    const codec = codecOf(operation)
    return codec === null || operation === null ? null : keptShape(operation, codec)
  }

  const keptShape = (operation: string, codec: SomeOperationCodec): Shape =>
    codec.single ? answerShape(codec, envelopeOf(operation)) : codec.shape

  const knownCodec = (operation: string): Effect.Effect<SomeOperationCodec, AdapterError> => {
    const codec = codecOf(operation)
    if (codec !== null) return Effect.succeed(codec)
    const names = Object.keys(operations).join(", ")
    const detail = `${manifest.package} decodes no operation of this name; it decodes ${names}`
    return Effect.fail(failure(operation, { _tag: "NotSupported", detail }))
  }

  const parse: OrderCodec["parse"] = (operation, body, envelope = envelopeOf(operation)) =>
    Effect.fromResult(
      Result.mapError(parseAnswer(body, envelope, manifest.errors), ({ answer, reason }) =>
        failure(operation, reason, answer)
      )
    )

  const originOf = (operation: string, numbers: ExactNumbers, context: DecodeContext): RowOrigin => ({
    manifest,
    shopId,
    operation,
    numbers,
    ...context
  })

  const refuseLong = (operation: string, codec: SomeOperationCodec, { document, root }: ParsedAnswer) =>
    document.mostEntries > rowLimit || document.allEntries > mostEntries
      ? refuseLongLists(root, answerShape(codec, envelopeOf(operation)), rowLimit, codec.single)
      : Result.void

  const rowsOf = (operation: string, codec: SomeOperationCodec, answer: ParsedAnswer, origin: RowOrigin) =>
    orFailure(
      operation,
      Result.flatMap(refuseLong(operation, codec, answer), () => readRows(answer, codec, origin))
    )

  const recordOf = ({ result, row }: RowResult, origin: RowOrigin): Effect.Effect<OrderRecord> =>
    Result.isSuccess(result)
      ? Effect.succeed(result.success.order)
      : quarantineRow(row, origin, failure(origin.operation, result.failure))

  const decodeAnswer: OrderCodec["decodeAnswer"] = (operation, answer, context) =>
    Effect.gen(function* () {
      const codec = yield* knownCodec(operation)
      const origin = originOf(operation, answer.document.exact, context)
      const rows = yield* rowsOf(operation, codec, answer, origin)
      // Digests of rows that cannot be read are made beside each other: one after the other they cost twice as much.
      return yield* Effect.forEach(rows, (row) => recordOf(row, origin), { concurrency: mostDigests })
    })

  /** Reads one row as it was kept, alone. */
  const readKept = (operation: string, raw: Json, rawNumbers: ReadonlyArray<Pointer>, context: DecodeContext) =>
    Effect.gen(function* () {
      const codec = yield* knownCodec(operation)
      const origin = originOf(operation, ExactNumbers.at(raw, rawNumbers), context)
      const root = locate(raw, "", origin.numbers)
      const row: AnswerRow = { node: codec.single ? nodeAt(root, codec.at) : root, raw, root: "" }
      const result = readRow(row, codec, origin)
      if (Result.isFailure(result) && failsAnswer(result.failure, codec)) {
        return yield* failure(operation, result.failure)
      }
      return { codec, origin, result, root, row }
    })

  const decodeRow: OrderCodec["decodeRow"] = (operation, raw, rawNumbers, askedAt) =>
    Effect.flatMap(readKept(operation, raw, rawNumbers, { askedAt, fetchedAt: null }), ({ origin, result, row }) =>
      recordOf({ result, row }, origin)
    )

  const explain = (operation: string, body: string): Effect.Effect<Explanation, AdapterError> =>
    Effect.gen(function* () {
      const codec = yield* knownCodec(operation)
      const answer = yield* parse(operation, body)
      const rows = yield* rowsOf(operation, codec, answer, originOf(operation, answer.document.exact, onlyDecoded))
      return {
        operation,
        records: rows.map(({ result }) => explained(result)),
        unread: unreadBelow(markPlaces(answer.root, answerShape(codec, envelopeOf(operation))))
      }
    })

  const explainRow: OrderCodec["explainRow"] = (operation, raw, rawNumbers) =>
    Effect.map(readKept(operation, raw, rawNumbers, onlyDecoded), ({ codec, result, root }) => ({
      operation,
      records: [explained(result)],
      unread: unreadBelow(markPlaces(root, keptShape(operation, codec)))
    }))

  return {
    platform: manifest.platform,
    shopId,
    parse,
    decode: Effect.fnUntraced(function* (operation, body) {
      yield* knownCodec(operation)
      return yield* decodeAnswer(operation, yield* parse(operation, body), onlyDecoded)
    }),
    decodeAnswer,
    decodeRow,
    read: (operation, { root }, wire) => orFailure(operation, wireReader(wire)(root)),
    failure,
    explain,
    explainRow,
    encode: (order, { raw, reveal }) => {
      const { operation, raw: kept, rawNumbers } = order.source
      const shown = kept === null ? null : showRaw({ raw: kept, rawNumbers }, raw, rawShapeOf(operation), order)
      return encodeOrder(order, { reveal, raw: shown?.value ?? null, rawNumbers: shown?.numbers ?? [] })
    },
    encodeQuarantined: (row, { raw }) => ({
      reason: row.error.reason._tag,
      pointer: row.error.reason._tag === "ResponseDecode" ? row.error.reason.pointer : "",
      message: row.error.message,
      fingerprint: row.fingerprint,
      raw: showRaw(row, raw, rawShapeOf(row.error.operation), null)?.value ?? null
    })
  }
}
