/** From a platform's answer as text to canonical orders, with the trace that `explain` and masking need. Pure. */
import {
  AdapterError,
  type AdapterErrorReason,
  type AdapterManifest,
  type ExplainedRecord,
  type Explanation,
  encodeOrder,
  type OrderAdapter,
  type OrderRecord,
  type PlatformAnswer,
  type Pointer
} from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { type EnvelopeKeys, envelopePointers } from "../answer/Envelope.ts"
import { type ParsedAnswer, parseAnswer } from "../answer/ParsedAnswer.ts"
import { firstProblem, type Wire } from "../mapping/Wire.ts"
import { rowsOf } from "./AnswerRow.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"
import { quarantineRow } from "./quarantineRow.ts"
import { type RowOrigin, readRow } from "./readRow.ts"
import { type RawReader, showRaw } from "./showRaw.ts"
import { unreadBelow } from "./unreadBelow.ts"

export interface OrderCodecOptions {
  readonly manifest: AdapterManifest
  readonly envelope: EnvelopeKeys
  /** An envelope that one operation has instead of the adapter's own. */
  readonly envelopes?: Readonly<Record<string, EnvelopeKeys>>
  readonly operations: Readonly<Record<string, SomeOperationCodec>>
  /** The shop that configuration names, `null` where only the answer can tell. */
  readonly shopId: string | null
}

export interface DecodeContext {
  readonly fetchedAt: DateTime.Utc | null
}

export interface OrderCodec extends Pick<OrderAdapter, "decode" | "explain" | "encode" | "encodeQuarantined"> {
  readonly platform: string
  /** The shop that configuration names. */
  readonly shopId: string | null
  /** Parses a body and lifts the platform's own code into the error channel. */
  readonly parse: (operation: string, body: string) => Effect.Effect<ParsedAnswer, AdapterError>
  /** As `decode`, for an answer that was just fetched. */
  readonly decodeAnswer: (
    operation: string,
    answer: ParsedAnswer,
    context: DecodeContext
  ) => Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError>
  /** Reads something else than orders from an answer: a token, a total. */
  readonly read: <A>(
    operation: string,
    answer: Pick<ParsedAnswer, "root">,
    wire: Wire<A>
  ) => Effect.Effect<A, AdapterError>
  readonly failure: (
    operation: string | null,
    reason: AdapterErrorReason,
    answer?: PlatformAnswer | null
  ) => AdapterError
}

/** An answer of another shop is no matter of one row. */
const isOfAll = (reason: AdapterErrorReason): boolean => reason._tag === "Configuration"

export const makeOrderCodec = (options: OrderCodecOptions): OrderCodec => {
  const { manifest, shopId } = options

  const failure = (
    operation: string | null,
    reason: AdapterErrorReason,
    answer: PlatformAnswer | null = null
  ): AdapterError => new AdapterError({ platform: manifest.platform, shop: shopId, operation, reason, answer })

  const envelopeOf = (operation: string): EnvelopeKeys => options.envelopes?.[operation] ?? options.envelope

  const parse = (operation: string, body: string): Result.Result<ParsedAnswer, AdapterError> =>
    Result.mapError(parseAnswer(body, envelopeOf(operation), manifest.errors), ({ reason, answer }) =>
      failure(operation, reason, answer)
    )

  const knownCodec = (operation: string): SomeOperationCodec | undefined =>
    Object.hasOwn(options.operations, operation) ? options.operations[operation] : undefined

  const codecOf = (operation: string): Result.Result<SomeOperationCodec, AdapterError> => {
    const codec = knownCodec(operation)
    if (codec !== undefined) return Result.succeed(codec)
    const names = Object.keys(options.operations).join(", ")
    const detail = `${manifest.package} decodes no operation of this name; it decodes ${names}`
    return Result.fail(failure(operation, { _tag: "NotSupported", detail }))
  }

  const readerOf = (operation: string | null): RawReader => {
    const codec = operation === null ? undefined : knownCodec(operation)
    return codec === undefined || operation === null ? null : { codec, envelope: envelopeOf(operation) }
  }

  const rowsIn = (operation: string, codec: SomeOperationCodec, answer: ParsedAnswer) =>
    Effect.fromResult(Result.mapError(rowsOf(answer, codec), (reason) => failure(operation, reason)))

  const originOf = (operation: string, { document }: ParsedAnswer, { fetchedAt }: DecodeContext): RowOrigin => ({
    manifest,
    shopId,
    operation,
    numbers: document.numbers,
    fetchedAt
  })

  const decodeAnswer = (
    operation: string,
    answer: ParsedAnswer,
    context: DecodeContext
  ): Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError> =>
    Effect.gen(function* () {
      const codec = yield* Effect.fromResult(codecOf(operation))
      const origin = originOf(operation, answer, context)
      const records: Array<OrderRecord> = []
      for (const row of yield* rowsIn(operation, codec, answer)) {
        const result = readRow(row, codec, origin)
        if (Result.isSuccess(result)) {
          records.push(result.success.order)
          continue
        }
        const error = failure(operation, result.failure)
        if (codec.single || isOfAll(result.failure)) return yield* Effect.fail(error)
        records.push(yield* quarantineRow(row, origin, error))
      }
      return records
    })

  const explain = (operation: string, body: string): Effect.Effect<Explanation, AdapterError> =>
    Effect.gen(function* () {
      const codec = yield* Effect.fromResult(codecOf(operation))
      const answer = yield* Effect.fromResult(parse(operation, body))
      const origin = originOf(operation, answer, { fetchedAt: null })
      const read = new Set<Pointer>([...envelopePointers(envelopeOf(operation)), ...codec.paging])
      const records: Array<ExplainedRecord> = []
      for (const row of yield* rowsIn(operation, codec, answer)) {
        const result = readRow(row, codec, origin)
        if (Result.isFailure(result)) {
          if (codec.single || isOfAll(result.failure)) return yield* Effect.fail(failure(operation, result.failure))
          records.push({ orderId: null, fields: [] })
          continue
        }
        for (const pointer of result.success.settled.read) read.add(pointer)
        records.push({ orderId: result.success.order.orderId, fields: result.success.settled.fields })
      }
      return { operation, records, unread: unreadBelow(answer.root, read) }
    })

  return {
    platform: manifest.platform,
    shopId,
    decodeAnswer,
    decode: (operation, body) =>
      Effect.fromResult(Result.flatMap(codecOf(operation), () => parse(operation, body))).pipe(
        Effect.flatMap((answer) => decodeAnswer(operation, answer, { fetchedAt: null }))
      ),
    parse: (operation, body) => Effect.fromResult(parse(operation, body)),
    read: (operation, answer, wire) =>
      Effect.fromResult(
        Result.mapError(Schema.decodeUnknownResult(wire)(answer.root), (error) =>
          failure(operation, { _tag: "ResponseDecode", ...firstProblem(error.issue, ""), position: null })
        )
      ),
    failure,
    explain,
    encode: (order, { raw, reveal }) =>
      encodeOrder(order, {
        reveal,
        raw: order.source.raw === null ? null : showRaw(order.source.raw, raw, readerOf(order.source.operation))
      }),
    encodeQuarantined: (row, { raw }) => ({
      reason: row.error.reason._tag,
      pointer: row.error.reason._tag === "ResponseDecode" ? row.error.reason.pointer : "",
      message: row.error.message,
      fingerprint: row.fingerprint,
      raw: showRaw(row.raw, raw, readerOf(row.error.operation))
    })
  }
}
