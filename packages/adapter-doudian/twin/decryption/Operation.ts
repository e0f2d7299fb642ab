/**
 * `POST /order/batchDecrypt`: texts of orders in plain, each with an error of its own.
 *
 * From the published example, public clients and an article about the budget. Unverified: the numbers of single errors
 * other than 300008, how large the budget is, and the frame's code if some texts fail.
 */
import { type JsonNode, makeDice, type TwinCall } from "@huidan/conformance"
import { isJsonArray, isJsonObject, type Json } from "@huidan/core"
import { behindChecks, officialFailures, refuse } from "../shared/Official.ts"

const largestBatch = 50

/** Texts a day. */
export const decryptionBudget = 150

const unknownCipher = 300001
const exhausted = 300008

/** What the platform would have encrypted: invented, and always the same for one ciphertext. */
export const decryptedText = (cipher: string): string => {
  const dice = makeDice("decrypted", cipher)
  return cipher.startsWith("$") ? `1380000${dice.digits(4)}` : `收件人${dice.digits(6)}`
}

export const handleBatchDecrypt = behindChecks((call, parameters) => {
  const items = parameters["cipher_infos"]
  if (items === undefined || !isJsonArray(items) || items.length === 0) return refuse(call, officialFailures.missing)
  if (items.length > largestBatch) return refuse(call, officialFailures.largeBatch)
  const infos = items.map((item) => decryptInfo(call, item))
  const failed = infos.some(({ err_no }) => err_no !== 0)
  return call.reply({
    code: failed ? 10001 : 10000,
    msg: failed ? "部分失败" : "success",
    sub_code: failed ? "isv.business-part-failed" : "",
    sub_msg: "",
    data: {
      decrypt_infos: call.dice.chance(0.5) ? infos.toReversed() : infos,
      custom_err: { err_code: 0, err_msg: "" }
    }
  })
})

const decryptInfo = (call: TwinCall, item: Json) => {
  const { auth_id, cipher_text } = isJsonObject(item) ? item : {}
  const [orderId, cipher] = [String(auth_id ?? ""), String(cipher_text ?? "")]
  const info = (err_no: number, err_msg: string, decrypt_text = "") =>
    ({ auth_id: orderId, cipher_text: cipher, decrypt_text, err_no, err_msg }) satisfies JsonNode
  const order = call.find(orderId)
  if (order === undefined || !JSON.stringify(order).includes(JSON.stringify(cipher))) {
    return info(unknownCipher, "密文与订单不匹配")
  }
  const day = `decrypted on ${Math.floor(call.now / 86_400_000)}`
  const used = Number(call.memory.get(day) ?? 0)
  if (used >= decryptionBudget) return info(exhausted, "已达到店铺解密上限")
  call.memory.set(day, String(used + 1))
  return info(0, "", decryptedText(cipher))
}
