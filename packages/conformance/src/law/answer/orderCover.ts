/**
 * Which orders show everything that a twin's answers can show.
 *
 * From a fixed number of true orders these are chosen: as few as possible, so that each value of a code table and each
 * canonical field that any of them shows is shown by one of the chosen orders. The orders have the platform's traits and
 * states in turn, so that none is rare among them.
 */
import { isJsonArray, isJsonObject, type Json, type OperationName, type Order, type Pointer } from "@huidan/core"
import { carried } from "../../twin/answer/carried.ts"
import { encodeAnswer } from "../../twin/answer/encodeAnswer.ts"
import type { TwinDefinition } from "../../twin/definition/TwinDefinition.ts"
import { nodesOf } from "../../twin/json/AnswerTree.ts"
import { isCode, type JsonNode } from "../../twin/json/JsonNode.ts"
import { defaultBaseTime } from "../../twin/makeTwin.ts"
import { makeTrueOrders } from "../../world/makeTrueOrders.ts"
import { codeProof, fieldProof } from "../trial/Proofs.ts"

/** What the answers of an operation show of the sampled orders. */
export interface OrderCover {
  /** Together these orders show everything that is in `shown`. */
  readonly orders: ReadonlyArray<Order>
  /** Each field that a sampled order shows, by the order with the shortest answer that shows it. */
  readonly fieldsByOrder: ReadonlyMap<Order, ReadonlyArray<Pointer>>
  /** Codes and fields, as proofs. */
  readonly shown: ReadonlySet<string>
  /** Codes that the twin's tables have and no sampled order shows, as proofs. */
  readonly neverShown: ReadonlyArray<string>
  /** The places of codes, each with an order whose answer has it; `*` is any entry of a list. */
  readonly places: ReadonlyMap<Pointer, Order>
}

/** The seed of the sampled orders. The twin's answers about them must be made with it too. */
export const coverSeed = 1

const sampledOrders = 330

const covers = new WeakMap<TwinDefinition["operations"], Map<OperationName, OrderCover>>()
const samples = new WeakMap<TwinDefinition["limits"], ReadonlyArray<Order>>()

/** The orders for an operation whose answers hold orders. Made at the first use. */
export const orderCoverOf = (twin: TwinDefinition, operation: OperationName): OrderCover => {
  const known = covers.get(twin.operations) ?? new Map<OperationName, OrderCover>()
  covers.set(twin.operations, known)
  const cover = known.get(operation) ?? makeCover(twin, operation)
  known.set(operation, cover)
  return cover
}

/** The sampled orders of a twin; each one's place is its slot. Made at the first use. */
export const sampleOf = ({ limits, platform }: TwinDefinition): ReadonlyArray<Order> => {
  const sample = samples.get(limits) ?? makeSample(platform, limits)
  samples.set(limits, sample)
  return sample
}

export const makeSample = (platform: string, limits: TwinDefinition["limits"]): ReadonlyArray<Order> =>
  makeTrueOrders(platform, limits, {
    seed: coverSeed,
    count: sampledOrders,
    baseTime: defaultBaseTime,
    days: 30,
    allPlanned: true
  })

/** The answer about one sampled order. */
export const coverAnswer = (twin: TwinDefinition, operation: OperationName, order: Order): JsonNode => {
  const answer = twin.operations[operation]?.answer ?? null
  return answer === null
    ? null
    : encodeAnswer({ operation, answer, seed: coverSeed, variation: 0, poisonOf: () => undefined }, [order])
}

const makeCover = (twin: TwinDefinition, operation: OperationName): OrderCover => {
  const declared = new Set<string>()
  const places = new Map<Pointer, Order>()
  const sample = sampleOf(twin).map((order) => {
    const fields = fieldsShown(twin, operation, order)
    const shows = new Set(fields.map((field) => fieldProof(operation, field)))
    const nodes = nodesOf(coverAnswer(twin, operation, order))
    for (const { node, pointer } of nodes) {
      if (!isCode(node)) continue
      const place = anyEntry(pointer)
      if (!places.has(place)) places.set(place, order)
      for (const value of node.of) if (value !== null) declared.add(codeProof(operation, place, String(value)))
      if (node.value !== null) shows.add(codeProof(operation, place, String(node.value)))
    }
    return { order, fields, shows, size: nodes.length }
  })
  const shown = new Set(sample.flatMap(({ shows }) => [...shows]))
  const chosen = fewestFor(sample, shown)
  const seen = new Set<Pointer>()
  const fieldsByOrder = sample
    .toSorted((one, other) => one.size - other.size)
    .map(({ fields, order }) => [order, fields.filter((field) => seen.size < seen.add(field).size)] as const)
  return {
    orders: chosen.map(({ order }) => order),
    fieldsByOrder: new Map(fieldsByOrder.filter(([, fields]) => fields.length > 0)),
    shown,
    neverShown: [...declared].filter((each) => !shown.has(each)),
    places
  }
}

/** The pointer with `*` for every entry of a list. */
export const anyEntry = (pointer: Pointer): Pointer => pointer.replaceAll(/\/\d+(?=\/|$)/g, "/*")

const fieldsShown = (
  { operations }: TwinDefinition,
  operation: OperationName,
  order: Order
): ReadonlyArray<Pointer> => {
  const answer = operations[operation]?.answer ?? null
  return answer === null ? [] : filledFields(carried(answer.restate?.(order) ?? order, answer.carries, answer.without))
}

/** The fields of an encoded order that have a value. A private text is one field. */
export const filledFields = (node: Json, place: Pointer = ""): ReadonlyArray<Pointer> => {
  if (node === null) return []
  if (isJsonArray(node)) return [...new Set(node.flatMap((child) => filledFields(child, `${place}/*`)))]
  if (!isJsonObject(node) || "state" in node) return [place]
  return Object.entries(node).flatMap(([key, child]) => filledFields(child, `${place}/${key}`))
}

/** Chooses again and again the order that shows most of what is not shown yet. */
export const fewestFor = <A extends { readonly shows: ReadonlySet<string> }>(
  sample: ReadonlyArray<A>,
  wanted: ReadonlySet<string>
): ReadonlyArray<A> => {
  const missing = new Set(wanted)
  const chosen: Array<A> = []
  while (missing.size > 0) {
    const counts = sample.map(({ shows }) => [...shows].filter((each) => missing.has(each)).length)
    const best = sample[counts.indexOf(Math.max(...counts))]
    if (best === undefined) break
    chosen.push(best)
    for (const each of best.shows) missing.delete(each)
  }
  return chosen
}
