/** An adapter of an invented platform, made with the kit like a real one. */
import { Draft, defineAdapter, operation, Traced, Wire } from "@huidan/adapter-kit"
import { type AdapterManifest, adapterContract, type OrderAdapter, plainValue } from "@huidan/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

const decoded = (answers: "order" | "orders") =>
  ({
    title: answers,
    answers,
    use: "decode",
    needs: [],
    method: "GET",
    path: "/",
    quota: null,
    paging: null,
    windowSeconds: null,
    carries: [],
    document: "invented",
    unverified: []
  }) as const

const manifest = {
  contract: adapterContract,
  platform: "kiosk",
  name: { zh: "小卖部", en: "Kiosk" },
  package: "huidan-adapter-kiosk",
  version: "1.0.0",
  capabilities: { getOrder: false, listOrders: null, receivePush: false },
  operations: { "order.one": decoded("order"), "order.many": decoded("orders") },
  errors: [],
  secrets: [],
  shopOption: null
} as const satisfies AdapterManifest

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
  remark: Wire.privateText,
  card: Wire.privateText,
  email: Wire.privateText,
  avatar: Wire.text,
  pickup: Wire.block({
    has_result: Wire.flag,
    contact: Wire.privateText,
    phone: Wire.privateText,
    place: Wire.name,
    staff_id: Wire.id
  }),
  /** Read as private text, but shown as a code: a mistake of the adapter. */
  kind: Wire.privateText
})

type Row = typeof row.Type

const codeOfPrivate = (kind: Row["kind"]): Traced.Traced<string | null> =>
  kind.mapAll(plainValue, "private text as it stands")

const toOrder = (answer: Row) => ({
  orderId: answer.id,
  shop: { id: Traced.fixed(null, "the answer names no shop") },
  status: { raw: Draft.codes({ state: answer.state }) },
  amounts: { payable: answer.price },
  lines: [{ title: answer.title, imageUrl: answer.image }],
  buyer: { name: answer.receiver, phones: Traced.present(answer.phones), avatarUrl: answer.avatar },
  recipient: { name: answer.receiver, detail: answer.address },
  payment: { transactionId: answer.pay_no },
  invoice: { bankAccount: answer.card, email: answer.email },
  notes: { buyer: answer.remark },
  parties: answer.pickup.staff_id.value === null ? [] : [{ role: "employee" as const, id: answer.pickup.staff_id }],
  delivery: {
    pickup: { place: answer.pickup.place, contactName: answer.pickup.contact, contactPhone: answer.pickup.phone }
  },
  times: { created: answer.created },
  channel: { code: codeOfPrivate(answer.kind) }
})

class Kiosk extends Context.Service<Kiosk, OrderAdapter>()("huidan-adapter-kiosk/Kiosk") {}

const { make } = defineAdapter({
  manifest,
  Options: Schema.Struct({}),
  Service: Kiosk,
  baseUrl: "http://kiosk.test",
  envelope: { code: "code", messages: ["msg"], success: ["0"] },
  operations: [
    operation(manifest, "order.one", { at: "/data", wire: row, toOrder }),
    operation(manifest, "order.many", { at: "/data", wire: row, toOrder })
  ],
  calls: () => ({})
})

export const kiosk = Effect.runSync(make({}))
