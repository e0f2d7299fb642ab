/**
 * `order.batchDecrypt`: the encrypted texts of orders in plain, for orders that the caller names.
 *
 * Decrypting is a right of its own, and has a budget of its own, which the platform counts by texts: nothing else in this
 * package asks for it. What comes back is redacted like every plain text. Source: op.jinritemai.com, order.batchDecrypt,
 * by its published example and public clients.
 */
import { type Calls, type OrderCodec, reasonOf, Wire } from "@huidan/adapter-kit"
import type { AdapterError, AdapterErrorReason, Order, Pointer, PrivateText } from "@huidan/core"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { officialErrors } from "../Errors.ts"
import type { DoudianOptions } from "../Options.ts"
import { officialCall } from "../official/Operation.ts"
import { mapEncryptedTexts } from "./EncryptedTexts.ts"

export interface DecryptedOrders {
  /** The orders as they were given, every text that could be decrypted in plain. */
  readonly orders: ReadonlyArray<Order>
  readonly failures: ReadonlyArray<DecryptionFailure>
}

/** A text that is still encrypted. */
export interface DecryptionFailure {
  /** The order's key. */
  readonly key: string
  /** Where in the order the text stands. */
  readonly pointer: Pointer
  readonly error: AdapterError
}

const operation = "order.batchDecrypt"

/** Texts of one call. */
const largestBatch = 50

const DecryptAnswer = Wire.object({
  code: Wire.code,
  sub_code: Wire.code,
  err_no: Wire.code,
  data: Wire.object({
    decrypt_infos: Wire.list(
      Wire.object({
        auth_id: Wire.id,
        cipher_text: Wire.text,
        decrypt_text: Wire.privateText,
        err_no: Wire.code,
        err_msg: Wire.text
      })
    )
  })
})

interface Item {
  readonly orderId: string
  readonly cipher: string
}

type Decrypted = Result.Result<PrivateText, AdapterError>

const nameOf = ({ cipher, orderId }: Item): string => `${orderId}\n${cipher}`

/**
 * Decrypts the orders' texts, at most 50 a call. A call that fails, and a budget that is used up, end it: what was
 * decrypted until then is kept, all other texts are failures. It fails as a whole where the first call does, and where
 * an order is not of this shop.
 */
export const decryptOrders = (
  options: DoudianOptions,
  baseUrl: string,
  codec: OrderCodec,
  pipeline: Calls.RequestPipeline,
  orders: ReadonlyArray<Order>
): Effect.Effect<DecryptedOrders, AdapterError> =>
  Effect.gen(function* () {
    const stranger = orders.find((order) => order.platform !== codec.platform || order.shop.id !== options.shopId)
    if (stranger !== undefined) {
      const detail = `the order ${stranger.key} is not of the shop ${options.shopId ?? "that no option names"}`
      return yield* codec.failure(operation, { _tag: "InvalidRequest", detail })
    }
    const batches = Arr.chunksOf(itemsOf(orders), largestBatch)
    const decrypted = new Map<string, Decrypted>()
    let end: AdapterError | null = null
    for (const [index, batch] of batches.entries()) {
      const answer: Result.Result<ReadonlyMap<string, Decrypted>, AdapterError> = end === null
        ? yield* Effect.result(askFor(options, baseUrl, codec, pipeline, batch))
        : Result.fail(end)
      if (Result.isFailure(answer)) {
        if (index === 0) return yield* answer.failure
        end = answer.failure
        for (const item of batch) decrypted.set(nameOf(item), Result.fail(end))
        continue
      }
      for (const [name, text] of answer.success) {
        decrypted.set(name, text)
        if (Result.isFailure(text) && text.failure.reason._tag === "QuotaExhausted") end = text.failure
      }
    }
    return insert(orders, decrypted)
  })

/** The same text of one order once, however often it stands there. */
const itemsOf = (orders: ReadonlyArray<Order>): ReadonlyArray<Item> => {
  const items = new Map<string, Item>()
  for (const order of orders) {
    mapEncryptedTexts(order, (cipher) => {
      const item = { orderId: order.orderId, cipher }
      items.set(nameOf(item), item)
      return null
    })
  }
  return [...items.values()]
}

const askFor = (
  options: DoudianOptions,
  baseUrl: string,
  codec: OrderCodec,
  pipeline: Calls.RequestPipeline,
  batch: ReadonlyArray<Item>
): Effect.Effect<ReadonlyMap<string, Decrypted>, AdapterError> =>
  Effect.gen(function* () {
    const answer = yield* pipeline.call(
      officialCall(options, baseUrl, operation, {
        cipher_infos: batch.map(({ cipher, orderId }) => ({ auth_id: orderId, cipher_text: cipher }))
      })
    )
    const { code, data, err_no, sub_code } = yield* codec.read(operation, answer, DecryptAnswer)
    const frame = { code: code.value ?? err_no.value, subCode: sub_code.value, message: null }
    const infos = new Map(
      data.decrypt_infos.map((info) => [
        nameOf({ orderId: info.auth_id.value ?? "", cipher: info.cipher_text.value ?? "" }),
        info
      ])
    )
    return new Map(
      batch.map((item): readonly [string, Decrypted] => {
        const info = infos.get(nameOf(item))
        const number = info?.err_no.value ?? null
        const text = info?.decrypt_text.value ?? null
        if (info !== undefined && number !== null && number !== "0") {
          const refused = { code: number, subCode: null, message: info.err_msg.value }
          return [nameOf(item), Result.fail(codec.failure(operation, reasonOf(number, null, officialErrors), refused))]
        }
        if (text !== null) return [nameOf(item), Result.succeed(text)]
        const reason =
          frame.code === null || successes.has(frame.code)
            ? withoutText
            : reasonOf(frame.code, frame.subCode, officialErrors)
        return [nameOf(item), Result.fail(codec.failure(operation, reason, frame))]
      })
    )
  })

/** Of the new frame and of the old one. */
const successes: ReadonlySet<string> = new Set(["10000", "0"])

const withoutText: AdapterErrorReason = {
  _tag: "ResponseDecode",
  pointer: "/data/decrypt_infos",
  expected: "a decrypted text for every text that was asked for",
  found: "nothing",
  position: null
}

const insert = (orders: ReadonlyArray<Order>, decrypted: ReadonlyMap<string, Decrypted>): DecryptedOrders => {
  const failures: Array<DecryptionFailure> = []
  const plain = orders.map((order) =>
    mapEncryptedTexts(order, (cipher, pointer) => {
      const text = decrypted.get(nameOf({ orderId: order.orderId, cipher }))
      if (text === undefined) return null
      if (Result.isSuccess(text)) return text.success
      failures.push({ key: order.key, pointer, error: text.failure })
      return null
    })
  )
  return { orders: plain, failures }
}
