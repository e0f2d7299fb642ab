/**
 * Which orders show everything that calls read beside them.
 *
 * Through some doors a call asks further operations for an order, such as one for its after-sales. From the sampled orders
 * these are chosen: as few as possible, so that each code of those answers is shown by one of them, and the order about
 * which the answers say most, which is more than a page.
 */
import type { OperationName, Order } from "@huidan/core"
import type { TwinDefinition } from "../../twin/definition/TwinDefinition.ts"
import { nodesOf } from "../../twin/json/AnswerTree.ts"
import { isCode } from "../../twin/json/JsonNode.ts"
import { planOfSlot } from "../../world/traits/OrderPlan.ts"
import { codeProof } from "../trial/Proofs.ts"
import { anyEntry, fewestFor, makeSample, sampleOf } from "./orderCover.ts"

export interface TellingCover {
  /** Together these orders show all codes that any sampled order shows; about the first one the answers say most. */
  readonly orders: ReadonlyArray<Order>
  /** Codes, as proofs. */
  readonly shown: ReadonlySet<string>
  /** Codes that the twin's lists have and no sampled order shows, as proofs. */
  readonly neverShown: ReadonlyArray<string>
}

const covers = new WeakMap<TwinDefinition["operations"], TellingCover>()

/** The orders for the operations of a twin that answer about an order and hold none. Made at the first use. */
export const tellingCoverOf = (twin: TwinDefinition): TellingCover => {
  const cover = covers.get(twin.operations) ?? makeCover(twin)
  covers.set(twin.operations, cover)
  return cover
}

/** The codes in what an operation says of an order, as proofs. */
export const codesAbout = (twin: TwinDefinition, operation: OperationName, order: Order): ReadonlyArray<string> =>
  codesOf(twin, operation, order).flatMap(({ place, value }) =>
    value === null ? [] : [codeProof(operation, place, String(value))]
  )

const codesOf = ({ operations }: TwinDefinition, operation: OperationName, order: Order) =>
  (operations[operation]?.about?.(order) ?? []).flatMap((answer) =>
    nodesOf(answer).flatMap(({ node, pointer }) => (isCode(node) ? [{ ...node, place: anyEntry(pointer) }] : []))
  )

/** Orders of those states about which the operations say anything: the others would make codes rare. */
const ordersWithCodes = (twin: TwinDefinition, operations: ReadonlyArray<OperationName>): ReadonlyArray<Order> => {
  const hasCodes = (order: Order) => operations.some((operation) => codesOf(twin, operation, order).length > 0)
  const sample = operations.length === 0 ? [] : sampleOf(twin)
  const states = sample.flatMap((order, slot) => (hasCodes(order) ? (planOfSlot(twin.limits, slot).state ?? []) : []))
  const [first, ...others] = new Set(states)
  return first === undefined
    ? sample.filter(hasCodes)
    : makeSample(twin.platform, { ...twin.limits, states: [first, ...others] })
}

const makeCover = (twin: TwinDefinition): TellingCover => {
  const operations = Object.keys(twin.operations).filter((name) => twin.operations[name]?.about !== undefined)
  const declared = new Set<string>()
  const sampled = ordersWithCodes(twin, operations).map((order) => {
    for (const operation of operations) {
      for (const { of, place } of codesOf(twin, operation, order)) {
        for (const value of of) if (value !== null) declared.add(codeProof(operation, place, String(value)))
      }
    }
    const codes = operations.flatMap((operation) => codesAbout(twin, operation, order))
    return { order, shows: new Set(codes) }
  })
  const shown = new Set(sampled.flatMap(({ shows }) => [...shows]))
  return {
    orders: [...mostSaid(twin, operations), ...fewestFor(sampled, shown).map(({ order }) => order)],
    shown,
    neverShown: [...declared].filter((each) => !shown.has(each))
  }
}

/** The sampled order about which these operations say most; none without such operations. */
const mostSaid = (twin: TwinDefinition, names: ReadonlyArray<OperationName>): ReadonlyArray<Order> => {
  if (names.length === 0) return []
  const sample = sampleOf(twin)
  const sizes = sample.map((order) => {
    const answers = names.flatMap((name) => twin.operations[name]?.about?.(order) ?? [])
    return answers.flatMap((answer) => nodesOf(answer)).length
  })
  return sample.slice(sizes.indexOf(Math.max(...sizes))).slice(0, 1)
}
