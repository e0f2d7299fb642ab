/**
 * The encrypted texts of orders in plain, for orders that the caller names.
 *
 * Decrypting needs a permission of its own and has a budget of its own, which the platform counts by texts: nothing else
 * in this package asks for it. The plain texts are redacted. Source: op.jinritemai.com, order.batchDecrypt, by its
 * published example and public clients.
 */
import type { Shop } from "@huidan/adapter-kit"
import {
  type AdapterError,
  type AdapterErrorReason,
  type Order,
  type OrderAdapter,
  type Pointer,
  type PrivateText,
  responseDecode
} from "@huidan/core"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { errors } from "../Errors.ts"
import type { DoudianOptions } from "../Options.ts"
import { mapEncryptedTexts } from "./EncryptedTexts.ts"
import { batchDecrypt, type Item, largestBatch } from "./Operation.ts"

/** An adapter of 抖店, and what it has beyond the contract. */
export interface DoudianAdapter extends OrderAdapter {
  /**
   * Turns the encrypted texts of these orders into plain, redacted ones, at the official platform only. The platform
   * counts every text against the shop's budget: see `DecryptedOrders`.
   */
  readonly decryptOrders: (orders: ReadonlyArray<Order>) => Effect.Effect<DecryptedOrders, AdapterError>
}

/** Orders after decryption, and the texts that are still encrypted. */
export interface DecryptedOrders {
  /** The orders as they were given, with every text that could be decrypted in plain. */
  readonly orders: ReadonlyArray<Order>
  readonly failures: ReadonlyArray<DecryptionFailure>
}

/** A text that is still encrypted. */
export interface DecryptionFailure {
  /** The order's key. */
  readonly key: string
  /** Where in the order the text is. */
  readonly pointer: Pointer
  readonly error: AdapterError
}

type Decrypted = Result.Result<PrivateText, AdapterError>

const nameOf = ({ cipher, orderId }: Item): string => `${orderId}\n${cipher}`

/**
 * Decrypts the orders' texts, at most 50 a call. A call that fails, or a budget that is used up, ends it: what was
 * decrypted until then is kept, all other texts are failures. Fails as a whole if the first call fails, or if an order is
 * of another shop.
 */
export const decryptOrders = (
  shop: Shop<DoudianOptions>,
  orders: ReadonlyArray<Order>
): Effect.Effect<DecryptedOrders, AdapterError> =>
  Effect.gen(function* () {
    const { shopId } = shop.options
    if (!Array.isArray(orders)) {
      const detail = "`orders` must be an array of orders"
      return yield* shop.failure(batchDecrypt.name, { _tag: "InvalidRequest", detail })
    }
    const stranger = orders.find((order) => order.platform !== shop.manifest.platform || order.shop.id !== shopId)
    if (stranger !== undefined) {
      const detail = `the order ${stranger.key} is not of the shop ${shopId ?? "that no option names"}`
      return yield* shop.failure(batchDecrypt.name, { _tag: "InvalidRequest", detail })
    }
    const batches = Arr.chunksOf(itemsOf(orders), largestBatch)
    const decrypted = new Map<string, Decrypted>()
    let end: AdapterError | null = null
    for (const [index, batch] of batches.entries()) {
      const answer: Result.Result<ReadonlyMap<string, Decrypted>, AdapterError> = end === null
        ? yield* Effect.result(askFor(shop, batch))
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

/** The same text of one order once, however often the order has it. */
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
  shop: Shop<DoudianOptions>,
  batch: ReadonlyArray<Item>
): Effect.Effect<ReadonlyMap<string, Decrypted>, AdapterError> =>
  Effect.gen(function* () {
    const { code, data, err_no, sub_code } = yield* shop.answer(batchDecrypt, batch)
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
          return [nameOf(item), Result.fail(shop.failure(batchDecrypt.name, reasonOfCode(number), refused))]
        }
        if (text !== null) return [nameOf(item), Result.succeed(text)]
        const reason = frame.code === null || successes.has(frame.code) ? withoutText : reasonOfCode(frame.code)
        return [nameOf(item), Result.fail(shop.failure(batchDecrypt.name, reason, frame))]
      })
    )
  })

/** The success codes of the new frame and of the old one. */
const successes: ReadonlySet<string> = new Set(["10000", "0"])

/** Single texts have no sub-code, and the table has none for the codes of a batch in which some texts failed. */
const reasonOfCode = (code: string): AdapterErrorReason =>
  errors.find((error) => error.code === code && error.subCode === null)?.reason ?? { _tag: "PlatformRejected" }

const withoutText = responseDecode({
  pointer: "/data/decrypt_infos",
  expected: "a decrypted text for every text that was asked for",
  found: "nothing"
})

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
