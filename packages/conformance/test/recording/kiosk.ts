/** An adapter of an invented platform, made with the kit like a real one. */
import { codes, fixed, makeOrderCodec, operationCodec, present, type Traced, Wire } from "@huidan/adapter-kit"
import { type AdapterManifest, adapterContract } from "@huidan/core"
import * as Redacted from "effect/Redacted"

const manifest: AdapterManifest = {
  contract: adapterContract,
  platform: "kiosk",
  name: { zh: "小卖部", en: "Kiosk" },
  package: "huidan-adapter-kiosk",
  version: "1.0.0",
  capabilities: { getOrder: true, listOrders: null, receivePush: false },
  operations: {},
  errors: [],
  secrets: [],
  shopOption: null
}

const row = Wire.object({
  id: Wire.id,
  pay_no: Wire.id,
  state: Wire.code,
  price: Wire.yuan,
  created: Wire.wallTime,
  receiver: Wire.privateText,
  phones: Wire.list(Wire.privateText),
  address: Wire.privateText,
  title: Wire.text,
  image: Wire.text,
  remark: Wire.text,
  card: Wire.privateText,
  email: Wire.privateText,
  avatar: Wire.text,
  /** Read as private text, but shown as a code: a mistake of the adapter. */
  kind: Wire.privateText
})

type Row = typeof row.Type

const codeOfPrivate = (kind: Row["kind"]): Traced<string | null> =>
  kind.mapAll((value) => (value?.state === "plain" ? Redacted.value(value.value) : null), "private text as it stands")

const toOrder = (answer: Row) => ({
  orderId: answer.id,
  shop: { id: fixed(null, "the answer names no shop") },
  status: { raw: codes({ state: answer.state }) },
  amounts: { payable: answer.price },
  lines: [{ title: answer.title, imageUrl: answer.image }],
  buyer: { name: answer.receiver, phones: present(answer.phones), avatarUrl: answer.avatar },
  recipient: { name: answer.receiver, detail: answer.address },
  payment: { transactionId: answer.pay_no },
  invoice: { bankAccount: answer.card, email: answer.email },
  notes: { buyer: answer.remark },
  times: { created: answer.created },
  channel: { code: codeOfPrivate(answer.kind) }
})

export const kiosk = makeOrderCodec({
  manifest,
  envelope: { code: "code", messages: ["msg"], success: ["0"] },
  operations: {
    "order.one": operationCodec({ at: "/data", single: true, wire: row, toOrder }),
    "order.many": operationCodec({ at: "/data", single: false, wire: row, toOrder })
  },
  shopId: null
})
