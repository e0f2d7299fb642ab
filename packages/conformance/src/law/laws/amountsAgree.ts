/**
 * Amounts agree: the amounts of an order make each other.
 *
 * The discounts, those of payment aside, make the discount of the order. What the platform states as a total beyond its
 * entries becomes an entry; entries beyond the total are never silent. Nothing was paid for an order, or for a line,
 * that is unpaid, in processing or failed, and what was paid is `null` if the payment is unknown. Where the twin
 * says what the lines' paid amounts hold, these make the order's.
 */
import { isAdapterError, isOrder, type Order, type Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { AmountSums, OrderTelling } from "../../twin/definition/TwinDefinition.ts"
import { nodeAt, setAt } from "../../twin/json/editJson.ts"
import { isLiteral, type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import { decodeOrder, decodeRecord } from "../answer/decode.ts"
import { fieldSourcesOf } from "../answer/fieldSources.ts"
import { answerTrials, decodesNothing, makeTrialAnswer, operationCases } from "../answer/TrialAnswer.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { type NothingAsked, nothingAsked } from "../trial/NothingAsked.ts"
import type { Subject } from "../trial/Subject.ts"
import { makeTrialShop } from "../trial/TrialShop.ts"

const otherTotals = ["a larger total of discounts", "a smaller total of discounts"] as const

type Way = "as sent" | (typeof otherTotals)[number]

interface Trial {
  readonly seed: number
  readonly variation: number
  readonly operation: string
  readonly how: Way
}

const tellingOf = ({ twin }: Subject, operation: string): OrderTelling | null =>
  twin.operations[operation]?.answer ?? null

const waysOf = (telling: OrderTelling | null): ReadonlyArray<Way> => [
  "as sent",
  ...(telling?.sums?.discountTotal === true ? otherTotals : [])
]

export const amountsAgree = makeLaw({
  name: "amounts-agree",
  promise: "the amounts of an order make each other",
  doors: "first",
  trials: answerTrials,
  cases: (subject): ReadonlyArray<LawCase<Pick<Trial, "operation" | "how">>> =>
    operationCases(subject).flatMap(({ name, trial }) =>
      waysOf(tellingOf(subject, trial.operation)).map((how) => ({ name: `${name}, ${how}`, trial: { ...trial, how } }))
    ),
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    trial.how === "as sent"
      ? statedAmountsAgree(subject, trial)
      : otherTotalIsNoticed(subject, trial, trial.how === "a larger total of discounts" ? 1n : -1n)
})

const ordersPerTrial = 12

const statedAmountsAgree = (
  subject: Subject,
  { operation, seed, variation }: Trial
): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const telling = tellingOf(subject, operation)
    const { adapter, twin } = yield* makeTrialShop(subject, { seed, orders: ordersPerTrial })
    for (const sent of twin.orders()) {
      const body = twin.body(operation, [sent], { variation })
      if (telling === null || body === undefined) return yield* breach(`${operation}: the twin makes no answer`)
      const order = yield* decodeOrder(adapter, operation, body)
      const where = `${operation} of order ${order.orderId}`
      const mismatch = order.warnings.find(({ code }) => code === "amount_mismatch")
      yield* holds(mismatch === undefined, () => `${where}: the platform's amounts agree, but: ${mismatch?.message}`)
      if (carries(telling, "/discounts") && carries(telling, "/amounts/discount")) {
        const made = discountOf(order)
        const stated = order.amounts.discount
        yield* holds(
          made === null || stated === null || made === stated,
          () => `${where}: the discounts make ${made}, the discount is ${stated}`
        )
      }
      yield* statesNothingPaid(order, where)
      if (telling.sums?.linesPaid !== undefined) yield* linesMakePaid(order, telling.sums.linesPaid, where)
    }
  })

/** The sum of the discounts, those of payment aside; `null` if an amount is missing. */
const discountOf = ({ discounts }: Order): number | null =>
  sum(discounts.filter(({ kind }) => kind !== "payment").map(({ amount }) => amount))

const sum = (amounts: ReadonlyArray<number | null>): number | null =>
  amounts.reduce<number | null>((total, amount) => (total === null || amount === null ? null : total + amount), 0)

const nothingPaid: ReadonlyArray<Order["status"]["payment"]> = ["unpaid", "processing", "failed"]

/** The order's and its lines' paid amounts by the state of the payment. */
const statesNothingPaid = ({ amounts, lines, status }: Order, where: string): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { payment } = status
    const all = [amounts.paid, ...lines.map(({ paid }) => paid)]
    if (nothingPaid.includes(payment)) {
      const paid = all.find((amount) => amount !== null && amount !== 0)
      yield* holds(paid === undefined, () => `${where}: the payment is ${payment}, but ${paid} is paid`)
    }
    if (payment === "unknown") {
      const paid = all.find((amount) => amount !== null)
      yield* holds(paid === undefined, () => `${where}: the payment is unknown, but ${paid} is paid`)
    }
    if (payment === "partially_paid") {
      const ofLines = lines.reduce((total, { paid }) => total + (paid ?? 0), 0)
      yield* holds(
        amounts.paid === null || ofLines <= amounts.paid,
        () => `${where}: ${amounts.paid} of the order is paid, but ${ofLines} of its lines`
      )
    }
  })

/** The paid amounts of the lines, and what they do not hold, make what was paid for the order. */
const linesMakePaid = (
  { amounts, discounts, lines, status }: Order,
  held: NonNullable<AmountSums["linesPaid"]>,
  where: string
): Effect.Effect<void, Breach> => {
  const ofLines = sum(lines.map(({ paid }) => paid))
  const ofPayment = sum(discounts.filter(({ kind }) => kind === "payment").map(({ amount }) => amount))
  const parts = [
    held.includes("freight") ? 0 : amounts.freight,
    held.includes("charges") ? 0 : amounts.charges,
    held.includes("adjustment") ? 0 : amounts.adjustment,
    held.includes("payment_discount") ? ofPayment : 0
  ]
  const made = sum([ofLines, ...parts])
  return holds(
    status.payment !== "paid" || made === null || made === amounts.paid,
    () => `${where}: the lines and what they do not hold make ${made}, ${amounts.paid} is paid`
  )
}

const carries = ({ carries: patterns, without = [] }: OrderTelling, field: Pointer): boolean =>
  patterns.some((pattern) => isWithin(field, pattern) || isWithin(pattern, field)) &&
  !without.some((pattern) => isWithin(field, pattern))

const isWithin = (field: Pointer, pattern: Pointer): boolean => field === pattern || field.startsWith(`${pattern}/`)

const mostOrders = 8

/** Changes the stated total of discounts. A larger total needs one more entry, a smaller one a warning. */
const otherTotalIsNoticed = (
  subject: Subject,
  trial: Trial,
  change: bigint
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    for (let other = 0; other < mostOrders; other++) {
      const { adapter, answer, body, operation, where } = yield* makeTrialAnswer(subject, {
        ...trial,
        seed: trial.seed + other
      })
      const sources = yield* fieldSourcesOf(adapter, operation, body)
      const before = yield* decodeOrder(adapter, operation, body)
      const entries = new Set(before.discounts.flatMap((_, index) => sources.get(`/discounts/${index}/amount`) ?? []))
      const total = (sources.get("/amounts/discount") ?? []).find((pointer) => !entries.has(pointer))
      const changed = total === undefined ? null : withChange(nodeAt(answer, total), change)
      if (total === undefined || changed === null) continue
      const told = `${where}, with ${writeJson(changed)} at ${total}`
      const record = yield* decodeRecord(adapter, operation, writeJson(setAt(answer, total, changed)))
      if (record === undefined || isAdapterError(record) || !isOrder(record))
        return yield* breach(`${told}: there is no order`)
      const made = discountOf(record)
      const stated = record.amounts.discount
      if (stated === before.amounts.discount) continue
      const isTold = change < 0n && record.warnings.some(({ code }) => code === "amount_mismatch")
      return yield* holds(
        isTold || made === stated,
        () => `${told}: the discounts make ${made}, the discount is ${stated}, and no warning says so`
      )
    }
    return yield* nothingAsked("no answer states a total of its discounts")
  })

/** The number plus or minus 1; `null` if that is negative, or if the node is not a number. */
const withChange = (node: JsonNode | undefined, change: bigint): JsonNode | null => {
  const spelling = isLiteral(node) ? node.text : typeof node === "number" ? String(node) : node
  if (typeof spelling !== "string") return null
  const { fraction = "", whole } = /^(?<whole>\d+)(?<fraction>\.\d+)?$/.exec(spelling)?.groups ?? {}
  const changed = whole === undefined ? -1n : BigInt(whole) + change
  if (changed < 0n) return null
  return isLiteral(node) ? literal(`${changed}${fraction}`) : `${changed}${fraction}`
}
