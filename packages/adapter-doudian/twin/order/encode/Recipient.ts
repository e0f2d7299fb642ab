/** post_* fields: who gets an order, encrypted text beside what the platform shows of it. */
import type { JsonNode } from "@huidan/conformance"
import { type PrivateText, type Recipient, sentText } from "@huidan/core"
import { text } from "../Shapes.ts"

/** The values of a field and of its `encrypt_` twin. */
interface Pair {
  readonly shown: string
  readonly encrypted: string
}

export const pairOf = (value: PrivateText | null): Pair =>
  value?.state === "masked"
    ? { shown: value.value, encrypted: "" }
    : { shown: value?.state === "encrypted" ? text(value.masked) : "", encrypted: text(sentText(value)) }

const area = (name: string | null, id: string): JsonNode => ({ name: text(name), id: name === null ? "" : id })

/** The ids of province, city and street begin with, or go on from, the district's. */
const areas = (recipient: Recipient | null) => {
  const code = text(recipient?.areaCode ?? null)
  return {
    province: area(recipient?.province ?? null, code.slice(0, 2)),
    city: area(recipient?.city ?? null, `${code.slice(0, 4)}00`),
    town: area(recipient?.district ?? null, code),
    street: area(recipient?.street ?? null, `${code}005`)
  }
}

/** As 蜂巢 sends it: masked text in `post_tel`, `post_receiver` and `detail`. */
export const encodeRecipient = (recipient: Recipient | null) => {
  const phone = pairOf(recipient?.phone ?? null)
  const name = pairOf(recipient?.name ?? null)
  const detail = pairOf(recipient?.detail ?? null)
  return {
    post_tel: phone.shown,
    encrypt_post_tel: phone.encrypted,
    post_receiver: name.shown,
    encrypt_post_receiver: name.encrypted,
    post_addr: { ...areas(recipient), detail: detail.shown, encrypt_detail: detail.encrypted }
  } satisfies JsonNode
}

/** As the official samples print it: for a name or a telephone number there is no masked text at all. */
export const encodeUnmaskedRecipient = (recipient: Recipient | null) => {
  const { post_tel: _telephone, post_receiver: _receiver, ...official } = encodeRecipient(recipient)
  return official satisfies JsonNode
}

/** As the official platform sends it today: masked text in fields of its own, which its SDK documents. */
export const encodeMaskedRecipient = (recipient: Recipient | null) => {
  const phone = pairOf(recipient?.phone ?? null)
  const name = pairOf(recipient?.name ?? null)
  const detail = pairOf(recipient?.detail ?? null)
  return {
    encrypt_post_tel: phone.encrypted,
    encrypt_post_receiver: name.encrypted,
    post_addr: { ...areas(recipient), encrypt_detail: detail.encrypted },
    mask_post_tel: phone.shown,
    mask_post_receiver: name.shown,
    mask_post_addr: { ...areas(recipient), detail: detail.shown }
  } satisfies JsonNode
}
