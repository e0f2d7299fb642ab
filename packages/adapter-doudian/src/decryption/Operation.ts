/** `order.batchDecrypt`: encrypted texts of orders in plain, each with an error of its own. */
import { operation, Wire } from "@huidan/adapter-kit"
import { officialPost } from "../Auth.ts"
import { batchEnvelope } from "../Errors.ts"
import { manifest } from "../Manifest.ts"

/** One text to be decrypted. */
export interface Item {
  readonly orderId: string
  readonly cipher: string
}

/** Texts of one call, at most. */
export const largestBatch = 50

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

/** The texts of one batch. Only `decryptOrders` calls it. */
export const batchDecrypt = operation(manifest, "order.batchDecrypt", {
  answer: DecryptAnswer,
  envelope: batchEnvelope,
  call: (batch: ReadonlyArray<Item>) =>
    officialPost({ cipher_infos: batch.map(({ cipher, orderId }) => ({ auth_id: orderId, cipher_text: cipher })) })
})
