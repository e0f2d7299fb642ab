/**
 * Messages as Xiaoe pushes them. The XML is that of the documents; signature and cipher are what a running program reads,
 * the names and the form of the other parts are not published and are chosen by the caller.
 */
import type { Order, PushRequest } from "@huidan/core"
import * as Base64 from "effect/encoding/Base64"
import { shop } from "../Auth.ts"
import { orderState } from "../shared/Codes10.ts"

/** Invented. The key is Base64 without the last `=`. */
export const pushSecrets = {
  pushToken: "twinPushTokenOfNobody",
  pushKey: "dHdpbi1wdXNoLWtleS1vZi1ub2JvZHktMzItYnl0ZXM"
} as const

export type PushTopic = "order_change" | "order" | "after_sale"

/** The parts of a message; what is left out is as the platform would send it. */
export interface PushMessage {
  readonly topic: PushTopic | (string & {})
  readonly messageId: string
  /** How often it was sent before. */
  readonly retry?: number
  readonly action?: string
  readonly root?: "doc" | "xml" | "none"
}

/** How a push is sent: what the documents leave open. */
export interface PushSending {
  /** Unix seconds. */
  readonly timestamp: number
  readonly nonce?: string
  /** Bytes to which the cipher is padded. */
  readonly block?: 16 | 32
  readonly body?: "json" | "xml" | "form"
  /** What the signature is called. */
  readonly signature?: "msg_signature" | "signature"
  /** Whether all parts but the cipher are in the query. */
  readonly query?: boolean
  /** Those of somebody else. */
  readonly secrets?: Readonly<Record<keyof typeof pushSecrets, string>>
}

/** The XML of a message about an order. */
export const pushXml = (order: Order, message: PushMessage): string => {
  const { messageId, retry = 0, root = "doc", topic } = message
  const inner = [
    element("type", topic),
    element("app_id", shop.id),
    element("message_id", messageId),
    element("retry_times", String(retry)),
    `<xe_data>${dataOf(order, message)
      .map(([name, value]) => element(name, value))
      .join("")}</xe_data>`
  ].join("\n    ")
  return root === "none" ? inner : `<${root}>\n    ${inner}\n</${root}>`
}

type Fields = ReadonlyArray<readonly [name: string, value: string]>

const dataOf = (order: Order, { action, topic }: PushMessage): Fields => {
  const own: Fields = [
    ["app_id", order.shop.id],
    ["order_id", order.orderId]
  ]
  const { buyer } = order
  if (topic === "after_sale") {
    return [
      ["action", action ?? "create_aftersale"],
      ...own,
      ["version", "1.0.0"],
      ["aftersale_id", `A${order.orderId}_0`],
      ["state", "0"]
    ]
  }
  if (topic === "order") {
    return [
      ...own,
      ["version", "v1.1.0"],
      ["user_id", buyer.id ?? ""],
      ["purchase_name", order.lines[0]?.title ?? ""],
      ["count", String(order.lines[0]?.quantity ?? 0)],
      ["price", String(order.amounts.payable ?? 0)]
    ]
  }
  return [
    ["action", action ?? "create"],
    ["action_text", "订单创建"],
    ...own,
    ["channel_id", "0"],
    ["channel_name", "未知渠道来源"],
    // 1.0: 0 1 2 3 6 7 10 11.
    ["order_state", String(orderState(order))],
    ["user_id", buyer.id ?? ""],
    ["version", "v1.1.0"]
  ]
}

const element = (name: string, text: string): string =>
  `<${name}>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</${name}>`

/** The request that carries this XML. */
export const pushRequest = async (xml: string, sending: PushSending): Promise<PushRequest> => {
  const { body = "json", nonce = "1320562132", query = false, signature = "msg_signature", timestamp } = sending
  const { pushKey, pushToken } = sending.secrets ?? pushSecrets
  const cipher = await encrypt(xml, pushKey, sending.block ?? 32)
  const signed = await sha1([pushToken, String(timestamp), nonce, cipher].sort().join(""))
  const around: Fields = [
    [signature, signed],
    ["timestamp", String(timestamp)],
    ["nonce", nonce]
  ]
  const inBody: Fields = [["encrypt", cipher], ...(query ? [] : around)]
  const { text, type } = bodies[body](inBody)
  return {
    method: "POST",
    url: `https://shop.example/push${query ? `?${formOf(around)}` : ""}`,
    headers: { "content-type": type },
    body: new TextEncoder().encode(text)
  }
}

const formOf = (fields: Fields): string => new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()

const bodies = {
  json: (fields: Fields) => ({ text: JSON.stringify(Object.fromEntries(fields)), type: "application/json" }),
  form: (fields: Fields) => ({ text: formOf(fields), type: "application/x-www-form-urlencoded" }),
  xml: (fields: Fields) => ({
    text: `<xml>${fields.map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`).join("")}</xml>`,
    type: "text/xml"
  })
} as const

/** Random bytes, the length of the XML, the XML, and the shop's id behind it, as WeChat's scheme has it. */
const encrypt = async (xml: string, pushKey: string, block: 16 | 32): Promise<string> => {
  const encoder = new TextEncoder()
  const [text, rest] = [encoder.encode(xml), encoder.encode(shop.id)]
  const length = 20 + text.length + rest.length
  const pad = block - (length % block)
  const plain = new Uint8Array(length + pad).fill(pad)
  plain.set(encoder.encode("0123456789abcdef"))
  new DataView(plain.buffer).setUint32(16, text.length)
  plain.set(text, 20)
  plain.set(rest, 20 + text.length)
  const key = Uint8Array.from(atob(`${pushKey}=`), (character) => character.charCodeAt(0))
  const imported = await crypto.subtle.importKey("raw", key, "AES-CBC", false, ["encrypt"])
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CBC", iv: key.slice(0, 16) }, imported, plain))
  // The message has a pad of its own: the block that Web Crypto adds is cut off.
  return Base64.encode(sealed.slice(0, -16))
}

const sha1 = async (text: string): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest("SHA-1", new TextEncoder().encode(text)))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")
