/**
 * Any answer of the three platforms can be recorded: every fixture, and every order that a twin sends. The recording gives
 * the same order, shows no private text, and can be read as a fixture.
 */
import { assert, describe, it } from "@effect/vitest"
import { defaultBaseTime, makeTwin } from "@huidan/conformance"
import { fixtureRecords } from "@huidan/conformance/fixtures"
import { recordAnswer } from "@huidan/conformance/recording"
import { isPrivateText, type Json, type OrderAdapter, plainValue } from "@huidan/core"
import * as Effect from "effect/Effect"
import { forbidden } from "../scripts/checks/fixtures.ts"
import { subjects } from "./support.ts"
import { subjectsWithTwins } from "./twins.ts"

/** Plain private texts that are long enough to identify a person. */
const privateTexts = (node: unknown): ReadonlyArray<string> => {
  if (typeof node !== "object" || node === null) return []
  if (isPrivateText(node)) {
    const value = plainValue(node)
    return value !== null && identifying.test(value) ? [value] : []
  }
  return Object.values(node).flatMap(privateTexts)
}

const identifying = /^(?!(.)\1*$)(?:.*\p{Script=Han}.*\p{Script=Han}.*|\d{7,}|[A-Za-z' ]{4,})$/u

const expectRecorded = (adapter: OrderAdapter, operation: string, body: string) =>
  Effect.gen(function* () {
    const { body: text, records } = yield* recordAnswer({ adapter, operation, body, secrets: [] })
    const again: Json = yield* fixtureRecords(adapter, { operation, body: text })
    assert.deepStrictEqual(again, records)
    const people = yield* Effect.orElseSucceed(Effect.map(adapter.decode(operation, body), privateTexts), () => [])
    const both = text + JSON.stringify(records)
    assert.isFalse(
      people.some((person) => both.includes(person)),
      "a private text remains"
    )
    assert.deepStrictEqual(forbidden(text), [])
  })

describe.each(subjects)("$platform", (subject) => {
  it.effect.each(subject.fixtures)("$operation, $case", ({ body, operation }) =>
    Effect.scoped(Effect.flatMap(subject.make, (adapter) => expectRecorded(adapter, operation, body)))
  )
})

/** Where a detail states the payable amount, in fen. */
const payable: Readonly<Record<string, readonly [fixture: string, at: RegExp]>> = {
  xiaoe: ["order.detail@2.0.refunded-after-shipping", /"(?:collectibles|earned_revenue)": ?\d+/g],
  wshoto: ["mall.order.detail.published", /"pay_price": ?\d+/g],
  doudian: ["fengchao.trade.detail.published", /"pay_amount": ?\d+/g]
}

it.effect.each(subjects)(
  "an amount of $platform that looks like a telephone number is not replaced",
  ({ fixtures, ...subject }) =>
    Effect.gen(function* () {
      const [name = "", at = /$/] = payable[subject.platform] ?? []
      const fixture = fixtures.find(({ operation, case: which }) => `${operation}.${which}` === name)!
      const adapter = yield* subject.make
      for (const amount of [13812345678, 13900000000, 15012345678]) {
        const body = fixture.body.replaceAll(at, (member) => member.replace(/\d+$/, String(amount)))
        assert.include(body, String(amount))
        const { body: recorded } = yield* recordAnswer({ adapter, operation: fixture.operation, body, secrets: [] })
        assert.strictEqual(recorded.split(String(amount)).length, body.split(String(amount)).length)
      }
    }).pipe(Effect.scoped)
)

describe.each(subjectsWithTwins)("the twin of $platform", ({ platform, twin: definition }) => {
  const subject = subjects.find((candidate) => candidate.platform === platform)!
  const operations = Object.entries(definition.operations).flatMap(([operation, { answer }]) =>
    answer === null ? [] : [operation]
  )

  it.effect.each(operations)("%s", (operation) =>
    Effect.gen(function* () {
      const adapter = yield* subject.make
      const twin = yield* makeTwin(definition, { seed: 3, orders: 24, baseTime: defaultBaseTime })
      const orders = twin.orders()
      const single = adapter.manifest.operations[operation]?.answers === "order"
      for (const group of single ? orders.map((order) => [order]) : [orders]) {
        const body = twin.body(operation, group)
        if (body !== undefined) yield* expectRecorded(adapter, operation, body)
      }
    }).pipe(Effect.scoped)
  )
})
