/** The ways by which text of others comes in: `decode`, `explain`, masked `encode`, and the pushes. */
import * as Doudian from "@huidan/adapter-doudian"
import { twin as doudianTwin } from "@huidan/adapter-doudian/twin"
import * as Wshoto from "@huidan/adapter-wshoto"
import { twin as wshotoTwin } from "@huidan/adapter-wshoto/twin"
import * as Xiaoe from "@huidan/adapter-xiaoe"
import { twin as xiaoeTwin } from "@huidan/adapter-xiaoe/twin"
import { makeTwin, type TwinDefinition, writeJson } from "@huidan/conformance"
import { type AdapterPackage, isOrder, type OperationName, type OrderAdapter, type PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as Schema from "effect/Schema"
import { signedBody } from "../../packages/adapter-doudian/twin/push/Message.ts"
import { pushRequest } from "../../packages/adapter-xiaoe/twin/push/Message.ts"
import type { HostileShape } from "../../packages/conformance/src/law/answer/hostileTexts.ts"
import { answerTree } from "../../packages/conformance/src/law/answer/TrialAnswer.ts"

/** Reads one text; what it costs is measured. */
export type Reading = () => Promise<unknown>

export interface Door {
  readonly name: string
  /** Whether it reads answers, which have rows. */
  readonly hasRows: boolean
  /** Reading an honest text of about so many characters. */
  readonly honest: (length: number) => Promise<Reading>
  /** Reading a hostile text; `null` if the door has no such shape. */
  readonly hostile: (shape: HostileShape, length: number) => Promise<Reading | null>
}

interface Platform {
  readonly adapter: AdapterPackage
  readonly twin: TwinDefinition
  readonly operation: OperationName
  readonly options?: Readonly<Record<string, unknown>>
}

const platforms: ReadonlyArray<Platform> = [
  { adapter: Xiaoe.adapter, twin: xiaoeTwin, operation: "order.list@2.0" },
  { adapter: Xiaoe.adapter, twin: xiaoeTwin, operation: "order.detail@1.0" },
  { adapter: Doudian.adapter, twin: doudianTwin, operation: "order.orderDetail" },
  { adapter: Doudian.adapter, twin: doudianTwin, operation: "order.searchList" },
  { adapter: Wshoto.adapter, twin: wshotoTwin, operation: "mall.order.detail" }
]

const baseUrl = "http://platform.test"

const open = ({ adapter, options, twin }: Omit<Platform, "operation">): Promise<OrderAdapter> => {
  const shop = twin.shopOptions(baseUrl)
  const all = { ...shop.options, ...shop.secrets, ...options }
  return Effect.runPromise(
    Effect.scoped(Effect.flatMap(Schema.decodeUnknownEffect(adapter.Options)(all), (decoded) => adapter.make(decoded)))
  )
}

/** An honest answer with one order, and the largest list in it: the rows of a list, or the lines of an order. */
const sampleOf = async ({ operation, twin }: Platform) => {
  const world = await Effect.runPromise(makeTwin(twin, { seed: 1, orders: 20 }))
  const answer = writeJson(answerTree({ twin }, operation, world.orders().slice(0, 1), { seed: 1, variation: 0 }))
  const lists: Array<string> = []
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return
    if (Array.isArray(node) && typeof node[0] === "object") lists.push(JSON.stringify(node))
    else for (const child of Object.values(node)) visit(child)
  }
  visit(JSON.parse(answer))
  const list = lists.toSorted((one, other) => other.length - one.length)[0] ?? "[]"
  return { answer: JSON.stringify(JSON.parse(answer)), list }
}

/** The answer with so many more entries in its largest list. */
const grown = ({ answer, list }: { readonly answer: string; readonly list: string }, length: number): string => {
  const entry = list.slice(1, -1)
  return answer.replace(
    list,
    () => `[${Array.from({ length: Math.ceil(length / list.length) }, () => entry).join(",")}]`
  )
}

const answerDoors = async (platform: Platform): Promise<ReadonlyArray<Door>> => {
  const { operation } = platform
  const adapter = await open(platform)
  const unlimited = await open({ ...platform, options: { ...platform.options, rowLimit: 1_000_000 } })
  const sample = await sampleOf(platform)
  const decode = (by: OrderAdapter, body: string) => Effect.runPromise(Effect.result(by.decode(operation, body)))
  const explain = (by: OrderAdapter, body: string) => Effect.runPromise(Effect.result(by.explain(operation, body)))
  const encoding = async (by: OrderAdapter, body: string): Promise<Reading> => {
    const decoded = await decode(by, body)
    const records = decoded._tag === "Success" ? decoded.success : []
    return async () =>
      records.map((record) =>
        isOrder(record)
          ? by.encode(record, { reveal: false, raw: "masked" })
          : by.encodeQuarantined(record, { reveal: false, raw: "masked" })
      )
  }
  const ways: ReadonlyArray<readonly [string, (by: OrderAdapter, body: string) => Promise<Reading>]> = [
    ["decode", async (by, body) => () => decode(by, body)],
    ["explain", async (by, body) => () => explain(by, body)],
    ["masked encode", encoding]
  ]
  /** Hostile text at a key of the order that no schema declares, so that it is kept and shown; small rows in its list. */
  const withHostile = ({ isRows, json }: HostileShape, length: number): string =>
    isRows
      ? sample.answer.replace(sample.list, () => json(length))
      : sample.answer.replace(/\{(?=[^{}]*\}?[^{}]*$)|\[\{/, (begin) => `${begin}"hostile":${json(length)},`)
  return ways.map(([name, read]) => ({
    name: `${operation}, ${name}`,
    hasRows: true,
    honest: (length) => read(unlimited, grown(sample, length)),
    hostile: (shape, length) => read(adapter, withHostile(shape, length))
  }))
}

const pushing =
  (adapter: OrderAdapter, request: PushRequest): Reading =>
  () =>
    Effect.runPromise(Effect.provide(Effect.result(adapter.receivePush(request, () => Effect.void)), Logger.layer([])))

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A push must not be one that was handled before. */
let pushes = 1_000_000_000

const doudianDoors = async (): Promise<ReadonlyArray<Door>> => {
  const official = doudianTwin.doors?.find(({ name }) => name === "official")
  const adapter = await open({
    adapter: Doudian.adapter,
    twin: doudianTwin,
    options: { ...official?.options, ...official?.secrets }
  })
  const signed = async (body: string): Promise<Reading> => {
    const { body: bytes, headers } = await Effect.runPromise(signedBody(bytesOf(body)))
    return pushing(adapter, { method: "POST", url: "https://shop.test/push", headers, body: bytes })
  }
  const message = () => {
    pushes++
    const data = JSON.stringify({
      p_id: `69${pushes}`,
      s_ids: [`69${pushes}`],
      shop_id: 4463798,
      order_status: 2,
      biz: 2
    })
    return JSON.stringify({ tag: "101", msg_id: `69${pushes}:101:${pushes}`, data })
  }
  const honest = (length: number) => {
    const size = message().length
    return signed(`[${Array.from({ length: Math.ceil(length / size) }, message).join(",")}]`)
  }
  return [
    {
      name: "push of Doudian, signed",
      hasRows: false,
      honest,
      hostile: async ({ json }, length) => signed(json(length))
    },
    {
      name: "push of Doudian, unsigned",
      hasRows: false,
      honest,
      hostile: async ({ json }, length) =>
        pushing(adapter, { method: "POST", url: "https://shop.test/push", headers: {}, body: bytesOf(json(length)) })
    }
  ]
}

const xiaoeDoors = async (): Promise<ReadonlyArray<Door>> => {
  const adapter = await open({ adapter: Xiaoe.adapter, twin: xiaoeTwin })
  const signed = async (inside: string): Promise<Reading> => {
    pushes++
    const data = `<xe_data><order_id>o_${pushes}</order_id>${inside}</xe_data>`
    const xml = `<doc><type>order_change</type><message_id>${pushes}</message_id>${data}</doc>`
    return pushing(adapter, await pushRequest(xml, { timestamp: Math.floor(Date.now() / 1000), body: "xml" }))
  }
  // A message that long can only have a list in it.
  const element = "<goods><resource_id>p_1</resource_id><goods_name>课程</goods_name><price>100</price></goods>"
  const honest = (length: number) => signed(element.repeat(Math.ceil(length / element.length)))
  const unsigned = (body: string): Reading =>
    pushing(adapter, { method: "POST", url: "https://shop.test/push", headers: {}, body: bytesOf(body) })
  return [
    {
      name: "push of Xiaoe, signed",
      hasRows: false,
      honest,
      hostile: async ({ xml }, length) => (xml === undefined ? null : signed(xml(length)))
    },
    {
      name: "push of Xiaoe, unsigned XML",
      hasRows: false,
      honest,
      hostile: async ({ xml }, length) => (xml === undefined ? null : unsigned(`<xml>${xml(length)}</xml>`))
    },
    {
      name: "push of Xiaoe, unsigned JSON",
      hasRows: false,
      honest,
      hostile: async ({ json }, length) => unsigned(`{"encrypt":${json(length)}}`)
    }
  ]
}

export const openDoors = async (): Promise<ReadonlyArray<Door>> => [
  ...(await Promise.all(platforms.map(answerDoors))).flat(),
  ...(await doudianDoors()),
  ...(await xiaoeDoors())
]
