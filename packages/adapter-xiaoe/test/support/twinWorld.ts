/** A running twin of Xiaoe for tests, and its answers taken apart with nothing of the adapter's. */
import { makeTwin, type RunningTwin, type TwinAnswer, type TwinDefinition, type TwinOptions } from "@huidan/conformance"
import type { Json, Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { twin } from "../../twin/index.ts"
import { at, listAt, numberAt, textAt } from "./readJson.ts"

export const list10 = "order.list@1.0"
export const detail10 = "order.detail@1.0"
export const detail20 = "order.detail@2.0"

export const makeWorld = (options: TwinOptions = {}, definition: TwinDefinition = twin): RunningTwin =>
  Effect.runSync(makeTwin(definition, options))

export const textOf = (world: RunningTwin, operation: string, order: Order, variation = 0): string =>
  world.body(operation, [order], { variation })!

/** Remembers what was made of an order: tests look at the same ones again and again. */
const remembered = (make: (world: RunningTwin, operation: string, order: Order) => Json | undefined) => {
  const known = new WeakMap<Order, Map<string, Json | undefined>>()
  return (world: RunningTwin, operation: string, order: Order): Json | undefined => {
    const ofOrder = known.get(order) ?? new Map<string, Json | undefined>()
    known.set(order, ofOrder)
    if (!ofOrder.has(operation)) ofOrder.set(operation, make(world, operation, order))
    return ofOrder.get(operation)
  }
}

/** `data` of a detail, the row of a list. */
export const answerOf = remembered((world, operation, order) => {
  const answer: Json = JSON.parse(textOf(world, operation, order))
  return operation === list10 ? at(answer, "data", 0) : at(answer, "data")
})

export const expectedOf = remembered((world, operation, order) => world.expected(operation, order))

/** Pieces of an order JSON at a field pattern: `/lines/*\/title`. */
export const piecesAt = (node: Json | undefined, pattern: string): ReadonlyArray<Json | undefined> =>
  pattern
    .split("/")
    .slice(1)
    .reduce<ReadonlyArray<Json | undefined>>(
      (nodes, token) =>
        nodes.flatMap((each): ReadonlyArray<Json | undefined> => (token === "*" ? listAt(each) : [at(each, token)])),
      [node]
    )

const json = { "content-type": "application/json" }

export interface Reply {
  readonly status: number
  readonly code: number
  readonly body: Json
}

export const send = (
  world: RunningTwin,
  method: string,
  path: string,
  {
    query = "",
    body = "",
    headers = json
  }: { query?: string; body?: string; headers?: Readonly<Record<string, string>> } = {}
): Effect.Effect<Reply> =>
  Effect.map(world.respond({ method, path, query, headers, body }), (response) => {
    const { body: text, status } = response as TwinAnswer
    const parsed: Json = JSON.parse(text)
    return { status, code: numberAt(parsed, "code"), body: parsed }
  })

export const post = (world: RunningTwin, path: string, body: Json): Effect.Effect<Reply> =>
  send(world, "POST", path, { body: JSON.stringify(body) })

export const credentials = {
  app_id: "appHuidanTwin01",
  client_id: "xopHuidanTwin01",
  secret_key: "twin-secret-of-nobody",
  grant_type: "client_credential"
} as const

export const askToken = (world: RunningTwin, parameters: Readonly<Record<string, string>> = credentials) =>
  send(world, "GET", "/token", { query: new URLSearchParams(parameters).toString() })

export const takeToken = (world: RunningTwin): Effect.Effect<string> =>
  Effect.map(askToken(world), ({ body }) => textAt(body, "data", "access_token"))

export const paths = {
  [list10]: "/xe.order.list.get/1.0.0",
  [detail10]: "/xe.order.detail/1.0.0",
  [detail20]: "/xe.ecommerce.order.detail/1.0.0"
} as const
