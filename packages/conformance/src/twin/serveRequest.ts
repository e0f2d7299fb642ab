/** How a twin serves a request: find the operation, check the quota, let the platform answer, apply the fault. */
import type { OperationName, Order, OrderId } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Hash from "effect/Hash"
import { makeDice } from "../world/Dice.ts"
import type { OrderShelf } from "../world/OrderShelf.ts"
import type { OrderSelection } from "../world/selectOrders.ts"
import { encodeAnswer } from "./answer/encodeAnswer.ts"
import type {
  Poison,
  TwinCall,
  TwinDefinition,
  TwinEndpoint,
  TwinOperation,
  TwinReply
} from "./definition/TwinDefinition.ts"
import { withPhpShapes, withUnknownCode } from "./json/distort.ts"
import { type JsonNode, writeJson } from "./json/JsonNode.ts"
import type { Fault } from "./rules/Fault.ts"
import type { FaultSwitch } from "./rules/FaultSwitch.ts"
import { changeAfter, faultDice, selectWith, serveWith } from "./rules/listFaults.ts"
import type { SlidingWindow } from "./rules/slidingWindow.ts"
import type { KillableTokenBook } from "./rules/TokenBook.ts"
import { type Journal, type JournalEntry, type ListSelection, withoutPrivate } from "./TwinJournal.ts"
import { allParameters, parametersOf, type TwinAnswer, type TwinRequest, type TwinResponse } from "./TwinRequest.ts"

export interface TwinParts {
  readonly definition: TwinDefinition
  readonly seed: number
  readonly bounds: TwinCall["bounds"]
  /** Milliseconds by which the platform's clock is ahead of Effect's. */
  readonly aheadMillis: number
  /** Whether answers state the platform's time. */
  readonly statesTime: boolean
  readonly shelf: OrderShelf
  /** `undefined` for an order that can be decoded. */
  readonly poisonOf: (orderId: OrderId) => Poison | undefined
  /** One more order, created at this time (unix milliseconds); `null` if the platform has no state of a new order. */
  readonly makeOrder: (at: number) => Order | null
  readonly faults: FaultSwitch
  readonly tokens: KillableTokenBook
  readonly windows: ReadonlyMap<OperationName, SlidingWindow>
  readonly journal: Journal
  /** By how many seconds answers may be behind. */
  readonly lag: { readonly listSeconds: number; readonly detailSeconds: number }
}

interface Target {
  readonly operation: OperationName
  readonly definition: TwinOperation
  readonly endpoint: TwinEndpoint
}

export const serveRequest = (parts: TwinParts): ((request: TwinRequest) => Effect.Effect<TwinResponse>) => {
  const targets = new Map<string, Target>()
  for (const [operation, definition] of Object.entries(parts.definition.operations)) {
    const { endpoint } = definition
    if (endpoint !== null) targets.set(`${endpoint.method} ${endpoint.path}`, { operation, definition, endpoint })
  }
  let requests = 0
  const memory = new Map<string, string>()
  const platformNow = Effect.map(Clock.currentTimeMillis, (now) => now + parts.aheadMillis)
  const respond = Effect.fnUntraced(function* (request: TwinRequest): Effect.fn.Return<TwinResponse> {
    requests += 1
    const number = requests
    const now = yield* platformNow
    const target = targets.get(`${request.method.toUpperCase()} ${request.path}`)
    const selected: Array<ListSelection> = []
    const note = (entry: Pick<JournalEntry, "outcome" | "status" | "fault" | "orderIds">) => {
      const parameters = allParameters(parametersOf(request))
      parts.journal.add({
        request: number,
        operation: target?.operation ?? null,
        at: now,
        parameters: withoutPrivate(parameters, new Set(parts.definition.privateParameters)),
        fingerprint: Hash.structure(request),
        selection: selected.at(-1) ?? null,
        ...entry
      })
    }
    if (target === undefined) {
      const pathIsKnown = [...targets.values()].some(({ endpoint }) => endpoint.path === request.path)
      const refusal = parts.definition.misdirected?.(pathIsKnown)
      const outcome = pathIsKnown && refusal !== undefined ? "method" : "unknown-path"
      note({ outcome, status: refusal?.status ?? 404, fault: null, orderIds: [] })
      return refusal === undefined ? page(404, "404 page not found") : jsonAnswer(refusal.body, refusal.status)
    }
    const fault = parts.faults.next(target.operation, number)
    if (fault?.kind === "slow") {
      // A request counts even if the caller does not wait for its answer.
      const givenUp = Effect.sync(() => note({ outcome: "fault", status: null, fault: "slow", orderIds: [] }))
      yield* Effect.onInterrupt(Effect.sleep(fault.seconds * 1000), () => givenUp)
    }
    const early = fault === null ? null : insteadOfAnswer(parts.definition, fault)
    if (early !== null) {
      note({
        outcome: "fault",
        status: early._tag === "Reset" ? null : early.status,
        fault: fault?.kind ?? null,
        orderIds: []
      })
      return early
    }
    if (fault?.kind === "token-dead") parts.tokens.at(now).killAll()
    if (fault?.kind === "token-dead-for-ever") parts.tokens.killForEver()
    const reply = yield* answer(parts, target, { request, memory, now, number, selected, fault })
    const cut = fault?.kind === "cut-body"
    const orderIds = cut ? [] : reply.orderIds
    parts.shelf.markServed(orderIds)
    note({ outcome: cut ? "fault" : reply.outcome, status: reply.status, fault: fault?.kind ?? null, orderIds })
    if (fault?.kind === "rows-move") moveRows(parts, reply.orderIds, now, number)
    const body = writeJson(distorted(reply.body, fault, parts.seed, number))
    return { _tag: "Answer", status: reply.status, headers: jsonHeaders, body, cut }
  })
  return Effect.fnUntraced(function* (request) {
    const response = yield* respond(request)
    if (response._tag === "Reset" || !parts.statesTime) return response
    return { ...response, headers: { ...response.headers, date: new Date(yield* platformNow).toUTCString() } }
  })
}

interface Served {
  readonly request: TwinRequest
  readonly memory: Map<string, string>
  readonly now: number
  readonly number: number
  /** What the request asked lists for. */
  readonly selected: Array<ListSelection>
  readonly fault: Fault | null
}

const answer = (
  parts: TwinParts,
  { operation, definition, endpoint }: Target,
  { fault, memory, now, number, request, selected }: Served
): Effect.Effect<TwinReply> => {
  const { poisonOf, seed, shelf } = parts
  let selection: OrderSelection | undefined
  const admitted = parts.windows.get(operation)?.admit(now) ?? true
  if (!admitted) {
    const refusal = endpoint.quota?.refusal ?? parts.definition.quotaRefusal
    return Effect.succeed({ ...refusal, outcome: "quota", orderIds: [] })
  }
  const { detailSeconds, listSeconds } = parts.lag
  const lists = shelf.asOf(now - behind(listSeconds, seed, "list", number))
  const details = shelf.asOf(now - behind(detailSeconds, seed, "detail", number))
  const call: TwinCall = {
    operation,
    now,
    bounds: parts.bounds,
    headers: request.headers,
    ...parametersOf(request),
    body: request.body,
    get orders() {
      return lists.all()
    },
    find: details.find,
    select: (asked) => {
      const { where: _where, ...noted } = asked
      selected.push(noted)
      selection = asked
      return selectWith(lists.all(), asked, fault, faultDice(seed, number))
    },
    tokens: parts.tokens.at(now),
    memory,
    dice: makeDice(seed, operation, "request", number),
    serve: (found, foundPage) => {
      const { answer } = definition
      const { orders, page: servedPage } = serveWith({ orders: found, page: foundPage }, selection, fault)
      const context = { operation, seed, variation: 0, poisonOf, isRenamed: fault?.kind === "list-renamed" }
      const body = answer === null ? null : encodeAnswer({ ...context, answer }, orders, servedPage)
      if (selection !== undefined) changeAfter(shelf, parts.makeOrder, orders, selection.by, fault)
      return { status: 200, outcome: "ok", body, orderIds: orders.map((order) => order.orderId) }
    },
    reply: (body) => ({ status: 200, outcome: "ok", body, orderIds: [] }),
    refuse: (outcome, body, status = 200) => ({ status, outcome, body, orderIds: [] })
  }
  return endpoint.handle(call)
}

/** By how many milliseconds the replica of this answer is behind: half of the replicas are not. */
const behind = (seconds: number, seed: number, what: string, number: number): number => {
  if (seconds === 0) return 0
  const dice = makeDice(seed, "replica", what, number)
  return dice.chance(0.5) ? 0 : dice.between(1, seconds * 1000)
}

/** The response of a fault that keeps the request from the platform; `null` if the platform answers. */
const insteadOfAnswer = (definition: TwinDefinition, fault: Fault): TwinResponse | null => {
  if (fault.kind === "reset") return { _tag: "Reset" }
  if (fault.kind === "html") return page(200, "<html><body>502 Bad Gateway</body></html>")
  if (fault.kind === "error-code") {
    return jsonAnswer(definition.errorAnswer(fault.code, fault.message))
  }
  if (fault.kind !== "http-status") return null
  const refused = page(fault.status, `<html><body>${fault.status}</body></html>`)
  return fault.retryAfter === null
    ? refused
    : { ...refused, headers: { ...refused.headers, "retry-after": String(fault.retryAfter) } }
}

const distorted = (body: JsonNode, fault: Fault | null, seed: number, number: number): JsonNode => {
  if (fault?.kind === "unknown-code") return withUnknownCode(body, makeDice(seed, "distort", number))
  if (fault?.kind === "php-shapes") return withPhpShapes(body, makeDice(seed, "distort", number))
  return body
}

/** A change shows in lists after at most this many milliseconds. */
const longestDelay = 30_000

/** Updates every third row of the page and two orders that were not served yet, and sometimes creates an order. */
const moveRows = (
  { makeOrder, seed, shelf }: TwinParts,
  orderIds: ReadonlyArray<OrderId>,
  now: number,
  number: number
): void => {
  const dice = makeDice(seed, "rows-move", number)
  const touch = (orderId: OrderId, at: number) => {
    const updated = shelf.find(orderId)?.times.updated ?? null
    shelf.touch(orderId, updated === null ? at : Math.max(at, DateTime.toEpochMillis(updated)))
  }
  for (const orderId of orderIds.filter((_, index) => index % 3 === 0)) touch(orderId, now)
  const unread = shelf.all().filter(({ orderId }) => !shelf.isServed(orderId))
  for (const order of [dice.pickFrom(unread), dice.pickFrom(unread)]) {
    if (order !== undefined) touch(order.orderId, now - dice.between(0, longestDelay))
  }
  const made = dice.chance(0.3) ? makeOrder(now - dice.between(3000, longestDelay)) : null
  if (made !== null) shelf.add(made)
}

const jsonHeaders = { "content-type": "application/json;charset=utf-8" }

const jsonAnswer = (body: JsonNode, status = 200): TwinAnswer => ({
  _tag: "Answer",
  status,
  headers: jsonHeaders,
  body: writeJson(body),
  cut: false
})

const page = (status: number, body: string): TwinAnswer => ({
  _tag: "Answer",
  status,
  headers: { "content-type": "text/html;charset=utf-8" },
  body,
  cut: false
})
