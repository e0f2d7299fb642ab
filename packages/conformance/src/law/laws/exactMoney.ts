/**
 * Exact money: every amount is decoded to the fen.
 *
 * Amounts up to 10^13 fen, in every spelling that platforms use: yuan with decimals, with additional zeros, whole fen,
 * text or number. Sums stay exact. An amount with a fraction of a fen is refused at its place, never rounded.
 */
import {
  type AdapterError,
  isAdapterError,
  isQuarantined,
  type Order,
  type OrderRecord,
  type Pointer,
  parseMoney
} from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { setAt } from "../../twin/json/editJson.ts"
import { type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import type { Dice } from "../../world/Dice.ts"
import { decodeOrder, decodeRecord, revealedJson } from "../answer/decode.ts"
import { type FieldSources, fieldSourcesOf, placesOf } from "../answer/fieldSources.ts"
import { anyEntry } from "../answer/orderCover.ts"
import { differences, isAmount, scalarsOf } from "../answer/orderFields.ts"
import {
  type AnswerChoice,
  answerDraws,
  decodesNothing,
  makeTrialAnswer,
  operationCasesWith
} from "../answer/TrialAnswer.ts"
import { between } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"
import type { Subject } from "../trial/Subject.ts"

/** The largest unit price is 10^13 fen. */
const largestMagnitude = 13

export const exactMoney = makeLaw({
  name: "exact-money",
  promise: "every amount is decoded to the fen, and a fraction of a fen is refused",
  doors: "first",
  trials: Arbitrary.all({ ...answerDraws, magnitude: between(5, largestMagnitude) }),
  cases: (subject) => operationCasesWith(subject, ["any amounts", "huge amounts"]),
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      let found = 0
      for (let other = 0; other < mostOrders && found < ordersPerTrial; other++) {
        if (yield* keepsAmounts({ ...trial, seed: trial.seed + other }, subject)) found += 1
      }
      if (found === 0) return yield* nothingAsked("no amount of the answer is large enough to be found in it")
    })
})

/** How many orders with amounts that can be found in the answer a trial asks for, and how many orders it tries. */
const ordersPerTrial = 3
const mostOrders = 8

interface Trial extends AnswerChoice {
  readonly magnitude: number
  readonly how: "any amounts" | "huge amounts"
}

/** `false` if no amount of the order can be found in the answer. */
const keepsAmounts = (trial: Trial, subject: Subject): Effect.Effect<boolean, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const isHuge = trial.how === "huge amounts"
    const magnitude = isHuge ? largestMagnitude : trial.magnitude
    const limits = { ...subject.twin.limits, maxUnitPrice: 10 ** magnitude, ...(isHuge && { dearShare: 1 }) }
    const withPrices = { ...subject, twin: { ...subject.twin, limits } }
    const { adapter, answer, body, dice, expected, operation, order, where } = yield* makeTrialAnswer(withPrices, trial)
    const asSent = revealedJson(adapter, yield* decodeOrder(adapter, operation, body))
    const wrong = differences(asSent, expected, isAmount)
    yield* holds(wrong.length === 0, () => `${where}: ${wrong.join("; ")}`)

    const amounts = scalarsOf(asSent).filter(([pointer]) => isAmount(pointer))
    const sources = yield* fieldSourcesOf(adapter, operation, body)
    const places = amountPlaces(answer, sources, amounts)
    const most = Math.min(10 ** magnitude, largestAmountOf(order))
    const put = new Map(places.map(({ pointer, reading }) => [pointer, { ...reading, fen: makeAmount(most, dice) }]))
    const otherwise = [...put].reduce<JsonNode>(
      (tree, [pointer, money]) => setAt(tree, pointer, spell(money, dice)),
      answer
    )
    const again = new Map(
      scalarsOf(revealedJson(adapter, yield* decodeOrder(adapter, operation, writeJson(otherwise))))
    )
    for (const [field] of amounts) {
      const [source, ...others] = sources.get(field) ?? []
      const money = source === undefined || others.length > 0 ? undefined : put.get(source)
      yield* holds(
        money === undefined || again.get(field) === money.fen,
        () => `${where}, ${money?.fen} fen at ${source}: ${field} is ${again.get(field)}`
      )
    }

    for (const { pointer, reading } of onePerField(places, dice)) {
      const poison = belowFen(reading, dice)
      const record = yield* decodeRecord(adapter, operation, writeJson(setAt(answer, pointer, poison)))
      yield* isRefused(record, pointer, `${where}, ${writeJson(poison)} at ${pointer}`)
    }
    return places.length > 0
  })

/**
 * Where the amounts stand, and in which unit. The number at one of several places of a field may look like the field's value
 * in another unit by chance: it counts in the unit that all amounts have that come from one place.
 */
const amountPlaces = (answer: JsonNode, sources: FieldSources, amounts: Iterable<readonly [Pointer, unknown]>) => {
  const all = [...amounts]
  const alone = placesOf(answer, new Map([...sources].filter(([, places]) => places.length === 1)), all, unitOf)
  const [unit, ...others] = new Set(alone.map(({ reading }) => reading.unit))
  const known = new Set(alone.map(({ pointer }) => pointer))
  return [
    ...alone,
    ...placesOf(answer, sources, all, unitOf).filter(
      ({ pointer, reading }) => !known.has(pointer) && others.length === 0 && reading.unit === unit
    )
  ]
}

/** Of the places in entries of one list that hold the same field, one. */
const onePerField = <A extends { readonly pointer: Pointer }>(places: ReadonlyArray<A>, dice: Dice): ReadonlyArray<A> =>
  Object.values(Arr.groupBy(places, ({ pointer }) => anyEntry(pointer))).flatMap((same) => dice.pickFrom(same) ?? [])

/** Any amount can be the price of one piece: the price of all pieces must remain a safe integer. */
const largestAmountOf = ({ lines }: Order): number => {
  const pieces = lines.reduce((sum, { quantity }) => sum + (quantity ?? 1), 1)
  return Number(BigInt(Number.MAX_SAFE_INTEGER) / BigInt(4 * pieces))
}

interface Money {
  readonly unit: "yuan" | "fen"
  readonly fen: number
}

/** In fen. A smaller number may be something else than the amount. */
const smallestClearAmount = 1000

/** The unit in which the spelling is the amount; `null` if it is something else. */
const unitOf = (spelling: string, amount: unknown): Money | null => {
  if (typeof amount !== "number" || Math.abs(amount) < smallestClearAmount) return null
  const comesTo = (digits: number) => {
    const parsed = parseMoney(spelling, digits)
    return parsed._tag === "Success" && parsed.success === amount
  }
  return comesTo(2) ? { unit: "yuan", fen: amount } : comesTo(0) ? { unit: "fen", fen: amount } : null
}

/** 1990 fen are `19.90`. */
const yuan = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, "0")
  return `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** The first numbers are damaged by floating-point multiplication. */
const makeAmount = (most: number, dice: Dice): number =>
  dice.pick([dice.pick([1151, 2029, 1999, 4035, 123_456_789]), dice.between(1, most), dice.between(1, most)])

const spell = ({ fen, unit }: Money, dice: Dice): JsonNode => {
  const plain = unit === "fen" ? String(fen) : yuan(fen)
  const spelling =
    unit === "fen"
      ? dice.pick([plain, plain, `${plain}.0`, `${plain}.00`])
      : dice.pick([plain, `${plain}00`, plain.replace(/\.?0+$/, ""), `${fen}e-2`])
  return dice.chance(0.5) ? literal(spelling) : spelling
}

const belowFen = ({ fen, unit }: Money, dice: Dice): JsonNode => {
  const spelling = dice.pick(["0.015", "0.001", "1e-3", unit === "fen" ? `${fen}.5` : `${yuan(fen)}5`])
  return dice.chance(0.5) ? literal(spelling) : spelling
}

const isRefused = (
  record: OrderRecord | AdapterError | undefined,
  pointer: Pointer,
  where: string
): Effect.Effect<void, Breach> => {
  const error =
    record === undefined ? null : isAdapterError(record) ? record : isQuarantined(record) ? record.error : null
  if (error === null) return breach(`${where}: a fraction of a fen is accepted`)
  return holds(
    error.reason._tag === "ResponseDecode" && error.reason.pointer === pointer,
    () => `${where}: refused for another reason: ${error.message}`
  )
}
