/** Every adapter at every door of its platform, with the options and the simulated platform of that door. */
import * as Doudian from "@huidan/adapter-doudian"
import { twin as doudianTwin } from "@huidan/adapter-doudian/twin"
import * as Wshoto from "@huidan/adapter-wshoto"
import { twin as wshotoTwin } from "@huidan/adapter-wshoto/twin"
import * as Xiaoe from "@huidan/adapter-xiaoe"
import { twin as xiaoeTwin } from "@huidan/adapter-xiaoe/twin"
import type { TwinDefinition, TwinPush } from "@huidan/conformance"
import type { AdapterPackage, OrderAdapter } from "@huidan/core"
import type * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Paperboat from "../../examples/adapter-paperboat/src/index.ts"
import { twin as paperboatTwin } from "../../examples/adapter-paperboat/twin/index.ts"
import * as Template from "../../packages/create-adapter/template/src/index.ts"
import { twin as templateTwin } from "../../packages/create-adapter/template/twin/index.ts"

/** The calls of a promise client, for programs that pass anything: methods, so that parameters may be narrower. */
export interface AnyClient {
  ready(options?: unknown): Promise<unknown>
  getOrder(orderId: unknown, options?: unknown): Promise<unknown>
  listOrders(options: unknown): AsyncIterable<unknown>
  listOrderPages(options: unknown): AsyncIterable<unknown>
  receivePush(request: unknown, handle: unknown, options?: unknown): Promise<unknown>
  decryptOrders?(orders: unknown, options?: unknown): Promise<unknown>
  close(): Promise<void>
}

/** The ways into an adapter, for programs that pass anything. */
export interface Ways {
  readonly make: (options: unknown) => Effect.Effect<OrderAdapter, unknown>
  readonly layer: (options: unknown) => Layer.Layer<never, unknown>
  readonly layerConfig: (prefix?: string) => Layer.Layer<never, unknown>
  readonly createClient: (options: unknown) => AnyClient
}

export interface Door {
  /** The platform and the door, in words. */
  readonly name: string
  readonly package: AdapterPackage
  readonly ways: Ways
  readonly twin: TwinDefinition
  readonly push: TwinPush | undefined
  /** All options, secrets as text, for the simulated platform at this address. */
  readonly optionsAt: (baseUrl: string) => Readonly<Record<string, unknown>>
  /** The options that choose the door. */
  readonly choosing: Readonly<Record<string, unknown>>
}

interface AdapterModule {
  readonly adapter: AdapterPackage
  // Methods, so that the adapters' own functions, whose parameters are narrower, are assignable.
  make(options: unknown): ReturnType<Ways["make"]>
  layer(options: unknown): ReturnType<Ways["layer"]>
  layerConfig(prefix?: string): ReturnType<Ways["layerConfig"]>
}

const doorsOf = (
  module: AdapterModule,
  twin: TwinDefinition,
  createClient: Ways["createClient"],
  choosing: ReadonlyArray<string>
): ReadonlyArray<Door> =>
  [{ name: "standard", options: {}, secrets: {} }, ...(twin.doors ?? [])].map((door) => ({
    name: `${twin.platform}, door ${door.name}`,
    package: module.adapter,
    ways: { make: module.make, layer: module.layer, layerConfig: module.layerConfig, createClient },
    twin,
    push: ("push" in door ? door.push : undefined) ?? twin.push,
    optionsAt: (baseUrl) => {
      const { options, secrets } = twin.shopOptions(baseUrl)
      return { ...options, ...secrets, ...door.options, ...door.secrets }
    },
    choosing: Object.fromEntries(Object.entries(door.options).filter(([name]) => choosing.includes(name)))
  }))

export const doors: ReadonlyArray<Door> = [
  ...doorsOf(Xiaoe, xiaoeTwin, (options) => Xiaoe.createXiaoeClient(options as never), [
    "api",
    "afterSales",
    "afterSaleParameter"
  ]),
  ...doorsOf(Wshoto, wshotoTwin, (options) => Wshoto.createWshotoClient(options as never), []),
  ...doorsOf(Doudian, doudianTwin, (options) => Doudian.createDoudianClient(options as never), ["door", "pushSign"]),
  ...doorsOf(Paperboat, paperboatTwin, (options) => Paperboat.createPaperboatClient(options as never), []),
  ...doorsOf(Template, templateTwin, (options) => Template.createExampleClient(options as never), [])
]
