/** The same order as the official platform prints it: other fields for the recipient, numbers as numbers or as text. */
import { type Dice, isListNode, type JsonNode, literal } from "@huidan/conformance"
import { encryptedText, type Order, type PrivateText, type Recipient } from "@huidan/core"
import { telephoneCipher, textCipher } from "../order/Cipher.ts"
import { encodeOrder } from "../order/encode/Order.ts"
import { encodeMaskedRecipient, encodeUnmaskedRecipient } from "../order/encode/Recipient.ts"
import { numbersAsText } from "../order/Shapes.ts"
import { pickFor } from "../order/Status.ts"

/** The official samples have no open_address_id; each line repeats the recipient. */
export const encodeOfficialOrder = (order: Order, dice: Dice): JsonNode => {
  const {
    open_address_id: _address,
    post_tel: _telephone,
    post_receiver: _receiver,
    sku_order_list: lines,
    ...row
  } = encodeOrder(order, dice)
  const recipient = showsMasks(order) ? encodeMaskedRecipient : encodeUnmaskedRecipient
  const productIds = dice.pick<IdSpelling>(["exact", "rounded", "alone"])
  const asText = dice.chance(0.5)
  const official: JsonNode = {
    ...row,
    ...recipient(order.recipient),
    sku_order_list: lines.map((line, index) => ({
      ...line,
      ...encodeUnmaskedRecipient(encryptedAgain(order.recipient, dice)),
      ...productId(order.lines[index]?.productId ?? null, productIds),
      warehouse_ids: asText && isListNode(line.warehouse_ids) ? JSON.stringify(line.warehouse_ids) : line.warehouse_ids
    }))
  }
  return asText ? numbersAsText(official) : official
}

const showsMasks = (order: Order): boolean => pickFor(order, "masks", [true, false])

/** The recipient in the official answer: of a name or a telephone number that it cannot mask, only the cipher. */
export const officialRecipient = (order: Order): Recipient | null => {
  const { recipient } = order
  if (recipient === null || showsMasks(order)) return recipient
  const shown = { ...recipient, name: unmasked(recipient.name), phone: unmasked(recipient.phone), mergeKey: null }
  return Object.values(shown).every((part) => part === null) ? null : shown
}

const unmasked = (value: PrivateText | null): PrivateText | null => {
  if (value?.state === "masked") return null
  return value?.state === "encrypted" ? encryptedText(value.cipher, null) : value
}

type IdSpelling = "exact" | "rounded" | "alone"

/** Samples show ids rounded by some program on the way, with an exact twin; or exact ones without a twin. */
const productId = (id: string | null, spelling: IdSpelling): { [key: string]: JsonNode | undefined } => {
  if (id === null || spelling === "exact") return {}
  return spelling === "alone" ? { product_id_str: undefined } : { product_id: literal(String(Number(id))) }
}

/** Two ciphertexts of one value differ, even within one order. */
const encryptedAgain = (recipient: Recipient | null, dice: Dice): Recipient | null =>
  recipient === null
    ? null
    : {
        ...recipient,
        name: again(recipient.name, () => textCipher(dice)),
        phone: again(recipient.phone, () => telephoneCipher(dice)),
        detail: again(recipient.detail, () => textCipher(dice))
      }

const again = (value: PrivateText | null, cipher: () => string): PrivateText | null =>
  value?.state === "encrypted" ? encryptedText(cipher(), value.masked) : value
