/** From a platform's answer as text to canonical orders, with the trace that `explain` and masking need. Pure. */
import {
  AdapterError,
  type AdapterErrorReason,
  type AdapterManifest,
  type EncodeOptions,
  type ExplainedRecord,
  type Explanation,
  encodeOrder,
  type Json,
  type Order,
  type OrderAdapter,
  type OrderRecord,
  orderKey,
  type PlatformAnswer,
  type Pointer,
  type Quarantined,
  type Warning
} from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { checkAmounts } from "./amountCheck.ts"
import { sha256Hex } from "./crypto.ts"
import { type EnvelopeKeys, envelopePointers, readEnvelope } from "./Envelope.ts"
import { isAbsent, type Located, LocatedList, LocatedObject, locate } from "./Located.ts"
import { type LosslessDocument, parseLossless, stringifyLossless } from "./LosslessJson.ts"
import { makeOrder } from "./makeOrder.ts"
import { maskRaw, type Reads } from "./maskRaw.ts"
import type { SomeOperationCodec } from "./OperationCodec.ts"
import type { Settled } from "./OrderDraft.ts"
import { jsonAt, nodeAt, relative, sourceOf, within } from "./pointers.ts"
import { toWarnings } from "./Traced.ts"
import { unreadBelow } from "./unreadBelow.ts"
import { firstProblem, type Wire } from "./Wire.ts"

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

/** An answer whose code says success. */
export interface OpenAnswer {
  readonly document: LosslessDocument
  readonly root: Located
}

export interface OrderCodec extends Pick<OrderAdapter, "decode" | "explain" | "encode" | "encodeQuarantined"> {
  readonly platform: string
  /** The shop that configuration names. */
  readonly shopId: string | null
  /** Parses a body and lifts the platform's own code into the error channel. */
  readonly open: (operation: string, body: string) => Effect.Effect<OpenAnswer, AdapterError>
  /** As `decode`, for an answer that was just fetched. */
  readonly decodeOpen: (
    operation: string,
    answer: OpenAnswer,
    context: DecodeContext
  ) => Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError>
  /** Reads something else than orders from an answer: a token, a total. */
  readonly read: <A>(
    operation: string,
    answer: Pick<OpenAnswer, "root">,
    wire: Wire<A>
  ) => Effect.Effect<A, AdapterError>
  readonly failure: (
    operation: string | null,
    reason: AdapterErrorReason,
    answer?: PlatformAnswer | null
  ) => AdapterError
}

interface Row {
  readonly node: Located
  /** `source.raw`, and where it stands in the answer. */
  readonly raw: Json
  readonly root: Pointer
}

/** An answer of another shop is no matter of one row. */
const isOfAll = ({ reason }: AdapterError): boolean => reason._tag === "Configuration"

export const makeOrderCodec = (options: OrderCodecOptions): OrderCodec => {
  const { manifest } = options

  const failure = (
    operation: string | null,
    reason: AdapterErrorReason,
    answer: PlatformAnswer | null = null
  ): AdapterError => new AdapterError({ platform: manifest.platform, shop: options.shopId, operation, reason, answer })

  const envelopeOf = (operation: string): EnvelopeKeys => options.envelopes?.[operation] ?? options.envelope

  const parse = (operation: string, body: string): Result.Result<LosslessDocument, AdapterError> =>
    Result.mapError(parseLossless(body), ({ position, expected, found }) =>
      failure(operation, { _tag: "ResponseDecode", pointer: "", expected, found, position })
    )

  const openResult = (operation: string, body: string): Result.Result<OpenAnswer, AdapterError> =>
    Result.flatMap(parse(operation, body), (document) => {
      const root = locate(document.value)
      const refusal = readEnvelope(root, envelopeOf(operation), manifest.errors)
      return refusal === null
        ? Result.succeed({ document, root })
        : Result.fail(failure(operation, refusal.reason, refusal.answer))
    })

  const codecOf = (operation: string): Result.Result<SomeOperationCodec, AdapterError> => {
    const codec = Object.hasOwn(options.operations, operation) ? options.operations[operation] : undefined
    return codec === undefined
      ? Result.fail(
          failure(operation, {
            _tag: "NotSupported",
            detail: `${manifest.package} decodes no operation of this name; it decodes ${Object.keys(options.operations).join(", ")}`
          })
        )
      : Result.succeed(codec)
  }

  const rowsOf = (
    codec: SomeOperationCodec,
    document: LosslessDocument,
    root: Located,
    operation: string
  ): Result.Result<ReadonlyArray<Row>, AdapterError> => {
    const node = nodeAt(root, codec.at)
    if (codec.single) return Result.succeed([{ node, raw: document.value, root: "" }])
    if (isAbsent(node)) return Result.succeed([])
    const items = node instanceof LocatedList ? node.items : node instanceof LocatedObject ? [node] : null
    if (items === null) {
      return Result.fail(
        failure(operation, {
          _tag: "ResponseDecode",
          pointer: node.pointer,
          expected: "a list of orders",
          found: "a scalar",
          position: null
        })
      )
    }
    return Result.succeed(
      items.map((item) => ({ node: item, raw: jsonAt(document.value, item.pointer), root: item.pointer }))
    )
  }

  /** One row → an order, or why not; the reads are known either way. */
  const readRow = (
    operation: string,
    codec: SomeOperationCodec,
    row: Row,
    numbers: ReadonlyArray<Pointer>,
    context: DecodeContext
  ): Result.Result<{ readonly order: Order; readonly settled: Settled }, AdapterError> =>
    Result.flatMap(
      Result.mapError(codec.read(row.node), (reason) => failure(operation, reason)),
      (settled) => {
        const { draft } = settled
        const orderId = draft.orderId.value
        if (orderId === null) {
          const pointer = draft.orderId.from[0] ?? draft.orderId.consulted[0] ?? row.root
          return Result.fail(
            failure(operation, {
              _tag: "ResponseDecode",
              pointer,
              expected: "an order id",
              found: "nothing",
              position: null
            })
          )
        }
        const answered = draft.shop.id.value
        if (answered !== null && options.shopId !== null && answered !== options.shopId) {
          return Result.fail(
            failure(operation, {
              _tag: "Configuration",
              detail: `the answer is of shop ${answered}, the configuration names ${options.shopId}`
            })
          )
        }
        const shopId = answered ?? options.shopId ?? "-"
        const { doubts: _doubts, ...value } = Object(settled.value) as Record<string, unknown>
        const shop = value["shop"] as { readonly name?: string | null }
        const made = makeOrder({
          ...value,
          key: orderKey(manifest.platform, shopId, orderId),
          platform: manifest.platform,
          shop: { id: shopId, name: shop.name ?? null },
          source: {
            adapter: manifest.package,
            adapterVersion: manifest.version,
            operation,
            fetchedAt: context.fetchedAt,
            raw: Redacted.make(row.raw),
            rawNumbers: within(numbers, row.root)
          }
        })
        if (Result.isFailure(made)) {
          return Result.fail(
            failure(operation, {
              _tag: "ResponseDecode",
              pointer: sourceOf(settled, made.failure) || row.node.pointer,
              expected: "a value in the canonical order's range",
              found: "one outside it",
              position: null
            })
          )
        }
        const warnings: ReadonlyArray<Warning> = [
          ...toWarnings([...settled.doubts, ...(draft.doubts ?? [])], row.root),
          ...checkAmounts(made.success.amounts, made.success.lines, {
            payable: relative(sourceOf(settled, "/amounts/payable"), row.root),
            goods: relative(sourceOf(settled, "/amounts/goods"), row.root)
          })
        ]
        return Result.succeed({ order: { ...made.success, warnings }, settled })
      }
    )

  const decodeOpen = (
    operation: string,
    { document, root }: OpenAnswer,
    context: DecodeContext
  ): Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError> =>
    Effect.gen(function* () {
      const codec = yield* Effect.fromResult(codecOf(operation))
      const rows = yield* Effect.fromResult(rowsOf(codec, document, root, operation))
      const records: Array<OrderRecord> = []
      for (const row of rows) {
        const result = readRow(operation, codec, row, document.numbers, context)
        if (Result.isSuccess(result)) records.push(result.success.order)
        else if (codec.single || isOfAll(result.failure)) return yield* Effect.fail(result.failure)
        else records.push(yield* quarantine(row, document.numbers, operation, result.failure))
      }
      return records
    })

  const quarantine = (
    row: Row,
    numbers: ReadonlyArray<Pointer>,
    operation: string,
    error: AdapterError
  ): Effect.Effect<Quarantined> => {
    const rawNumbers = within(numbers, row.root)
    return Effect.map(
      sha256Hex(
        [manifest.platform, options.shopId ?? "-", operation, stringifyLossless(row.raw, rawNumbers)].join("\n")
      ),
      (fingerprint): Quarantined => ({
        _tag: "Quarantined",
        raw: Redacted.make(row.raw),
        rawNumbers,
        error,
        fingerprint
      })
    )
  }

  const explain = (operation: string, body: string): Effect.Effect<Explanation, AdapterError> =>
    Effect.gen(function* () {
      const codec = yield* Effect.fromResult(codecOf(operation))
      const { document, root } = yield* Effect.fromResult(openResult(operation, body))
      const rows = yield* Effect.fromResult(rowsOf(codec, document, root, operation))
      const read = new Set<Pointer>([...envelopePointers(envelopeOf(operation)), ...codec.paging])
      const records: Array<ExplainedRecord> = []
      for (const row of rows) {
        const result = readRow(operation, codec, row, document.numbers, { fetchedAt: null })
        if (Result.isFailure(result)) {
          if (codec.single || isOfAll(result.failure)) return yield* Effect.fail(result.failure)
          records.push({ orderId: null, fields: [] })
          continue
        }
        for (const pointer of result.success.settled.read) read.add(pointer)
        records.push({ orderId: result.success.order.orderId, fields: result.success.settled.fields })
      }
      return { operation, records, unread: unreadBelow(root, read) }
    })

  /** What of a raw answer was read; nothing, where the operation is not one of this adapter's. */
  const readsOf = (operation: string | null, raw: Json, root: Pointer): Reads => {
    const codec = operation === null ? undefined : options.operations[operation]
    const nothing: Reads = { read: new Set(), private: new Set() }
    if (codec === undefined || operation === null) return nothing
    const node = codec.single ? nodeAt(locate(raw), codec.at) : locate(raw, root)
    const settled = codec.read(node)
    if (Result.isFailure(settled)) return nothing
    return {
      read: new Set([...settled.success.read, ...(codec.single ? envelopePointers(envelopeOf(operation)) : [])]),
      private: settled.success.private
    }
  }

  const shown = (raw: Redacted.Redacted<Json>, operation: string | null, mode: EncodeOptions["raw"]): Json => {
    if (mode === "omit") return null
    const value = Redacted.value(raw)
    return mode === "full" ? value : maskRaw(value, readsOf(operation, value, ""), "")
  }

  return {
    platform: manifest.platform,
    shopId: options.shopId,
    decodeOpen,
    decode: (operation, body) =>
      Effect.fromResult(Result.flatMap(codecOf(operation), () => openResult(operation, body))).pipe(
        Effect.flatMap((answer) => decodeOpen(operation, answer, { fetchedAt: null }))
      ),
    open: (operation, body) => Effect.fromResult(openResult(operation, body)),
    read: (operation, answer, wire) =>
      Effect.fromResult(
        Result.mapError(Schema.decodeUnknownResult(wire)(answer.root), (error) =>
          failure(operation, { _tag: "ResponseDecode", ...firstProblem(error.issue, ""), position: null })
        )
      ),
    failure,
    explain,
    encode: (order, encodeOptions) =>
      encodeOrder(order, {
        reveal: encodeOptions.reveal,
        raw: order.source.raw === null ? null : shown(order.source.raw, order.source.operation, encodeOptions.raw)
      }),
    encodeQuarantined: (row, encodeOptions) => ({
      reason: row.error.reason._tag,
      pointer: row.error.reason._tag === "ResponseDecode" ? row.error.reason.pointer : "",
      message: row.error.message,
      fingerprint: row.fingerprint,
      raw: shown(row.raw, row.error.operation, encodeOptions.raw)
    })
  }
}
