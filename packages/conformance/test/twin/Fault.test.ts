import { describe, expect, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import { type Fault, passingFaults } from "../../src/index.ts"
import { openCornerShop } from "../support.ts"

const once = (fault: Fault) => ({ scripted: [{ operation: "order.detail", request: 1, fault }] })

/** Asks for an order twice: the first request has the fault, the second has none. */
const askTwice = (fault: Fault) =>
  Effect.gen(function* () {
    const shop = yield* openCornerShop(once(fault))
    const token = yield* shop.issue
    const { orderId } = shop.world.orders()[0]!
    const first = yield* Effect.result(shop.detail(token, orderId))
    const second = yield* Effect.result(shop.detail(token, orderId))
    const entry = shop.world.journal()[1]
    return { first, second, entry, shop, token, orderId }
  })

const good = { _tag: "Success", success: { status: 200 } }

describe("faults", () => {
  it.effect("an HTTP status, with Retry-After if the fault has one", () =>
    Effect.gen(function* () {
      const { first, second, entry } = yield* askTwice({ kind: "http-status", status: 429, retryAfter: 30 })
      expect(first).toMatchObject({ success: { status: 429, headers: { "retry-after": "30" } } })
      expect(second).toMatchObject(good)
      expect(entry).toMatchObject({ outcome: "fault", status: 429, fault: "http-status", orderIds: [] })
      const without = yield* askTwice({ kind: "http-status", status: 500, retryAfter: null })
      expect(without.first).toMatchObject({ success: { status: 500 } })
      expect(without.first).not.toHaveProperty(["success", "headers", "retry-after"])
    })
  )

  it.effect("a connection that breaks", () =>
    Effect.gen(function* () {
      const { first, second, entry } = yield* askTwice({ kind: "reset" })
      expect(first).toMatchObject({ failure: { reason: { _tag: "TransportError" } } })
      expect(second).toMatchObject(good)
      expect(entry).toMatchObject({ outcome: "fault", status: null })
    })
  )

  it.effect("a cut body, which does not count as served", () =>
    Effect.gen(function* () {
      const { first, second, entry, shop } = yield* askTwice({ kind: "cut-body" })
      expect(first._tag).toBe("Failure")
      expect(second).toMatchObject(good)
      expect(entry).toMatchObject({ outcome: "fault", orderIds: [] })
      expect(shop.world.truth().served.orders).toBe(1)
    })
  )

  it.effect("an HTML page with status 200 instead of JSON", () =>
    Effect.gen(function* () {
      const { first } = yield* askTwice({ kind: "html" })
      expect(first).toMatchObject({ success: { status: 200, text: expect.stringContaining("<html>") } })
    })
  )

  it.effect("status 200 with an error code of the platform", () =>
    Effect.gen(function* () {
      const { first } = yield* askTwice({ kind: "error-code", code: "1001", message: "busy" })
      expect(first).toMatchObject({ success: { status: 200, text: '{"code":1001,"message":"busy","data":null}' } })
    })
  )

  it.effect("a token that becomes invalid once", () =>
    Effect.gen(function* () {
      const { first, second, shop, orderId } = yield* askTwice({ kind: "token-dead" })
      expect(first).toMatchObject({ success: { text: expect.stringContaining("401") } })
      expect(second).toMatchObject({ success: { text: expect.stringContaining("401") } })
      const again = yield* shop.detail(yield* shop.issue, orderId)
      expect(again.text).toContain('"code":0')
    })
  )

  it.effect("tokens that are invalid for ever", () =>
    Effect.gen(function* () {
      const { shop, orderId } = yield* askTwice({ kind: "token-dead-for-ever" })
      const again = yield* shop.detail(yield* shop.issue, orderId)
      expect(again.text).toContain('"code":401')
    })
  )

  it.effect("a slow answer", () =>
    Effect.gen(function* () {
      const shop = yield* openCornerShop({ scripted: [{ request: 1, fault: { kind: "slow", seconds: 40 } }] })
      const fiber = yield* Effect.forkChild(shop.issue)
      yield* TestClock.adjust("39 seconds")
      expect(fiber.pollUnsafe()).toBeUndefined()
      yield* TestClock.adjust("1 second")
      expect(yield* Fiber.join(fiber)).toContain("tk-")
    })
  )

  it.effect("a code that no document knows, and no other change", () =>
    Effect.gen(function* () {
      const { first, second } = yield* askTwice({ kind: "unknown-code" })
      const text = (result: typeof first) => (result._tag === "Success" ? result.success.text : "")
      expect(text(first)).toContain('"state":987654')
      expect(text(first).replace('"state":987654', "")).toBe(text(second).replace(/"state":\d/, ""))
    })
  )

  it.effect("rows that move because orders are updated and created while the list is read", () =>
    Effect.gen(function* () {
      const shop = yield* openCornerShop({
        scripted: [{ operation: "order.list", request: 1, times: 20, fault: { kind: "rows-move" } }]
      })
      const base = DateTime.toEpochMillis(shop.world.baseTime)
      yield* TestClock.setTime(base + 60_000)
      const token = yield* shop.issue
      const old = shop.world.orders()
      const total = Effect.map(shop.list(token, 1), ({ text }) => JSON.parse(text).data.total as number).pipe(
        Effect.tap(() => TestClock.adjust("1 second"))
      )
      const [before, after] = [yield* total, yield* total]
      const read = shop.world.journal().find(({ orderIds }) => orderIds.length > 0)?.orderIds ?? []
      const movedAt = new Map(
        shop.world.orders().flatMap(({ orderId, times }) => {
          const updated = DateTime.toEpochMillis(times.updated!)
          return updated > base ? [[orderId, updated] as const] : []
        })
      )
      // 7 of the 20 rows of the page, and up to two other orders.
      expect(before).toBe(63)
      expect(after).toBeLessThan(56)
      expect(read.filter((orderId) => movedAt.has(orderId)).length).toBeGreaterThanOrEqual(7)
      expect([...movedAt.keys()].some((orderId) => !read.includes(orderId))).toBe(true)
      yield* Effect.replicateEffect(total, 18)
      const made = shop.world.orders().filter(({ orderId }) => !old.some((order) => order.orderId === orderId))
      expect(made.length).toBeGreaterThan(2)
      expect(new Set(shop.world.orders().map(({ orderId }) => orderId)).size).toBe(60 + made.length)
      for (const { status, times } of made) {
        expect(status.payment).toBe("unpaid")
        for (const instant of [times.created!, times.updated!].map(DateTime.toEpochMillis)) {
          expect(instant).toBeGreaterThanOrEqual(base + 29_000)
          expect(instant).toBeLessThan(base + 80_000)
        }
      }
      for (const at of movedAt.values()) expect(at).toBeGreaterThanOrEqual(base + 30_000)
    })
  )

  it.effect("PHP shapes with the same meaning", () =>
    Effect.gen(function* () {
      const { world } = yield* openCornerShop()
      const shapes = world.orders().map((order) => ({
        plain: world.body("order.detail", [order]) ?? "",
        odd: world.body("order.detail", [order], { distortion: "php-shapes" }) ?? ""
      }))
      expect(shapes.some(({ plain, odd }) => plain !== odd)).toBe(true)
      expect(shapes.some(({ odd }) => odd.includes("undocumented_"))).toBe(true)
      // Ids keep all digits, as text and as bare numbers.
      expect(world.orders().every((order, index) => shapes[index]?.odd.includes(order.orderId))).toBe(true)
    })
  )
})

describe("a plan of faults", () => {
  it.effect("can name requests of one operation, or of all operations", () =>
    Effect.gen(function* () {
      const shop = yield* openCornerShop({ scripted: [{ request: 2, times: 2, fault: { kind: "html" } }] })
      const answers = yield* Effect.forEach([1, 2, 3, 4], () => shop.get("/token?secret=corner-secret"))
      expect(answers.map(({ text }) => text.startsWith("<"))).toEqual([false, true, true, false])
    })
  )

  it.effect("can be random by seed: with the given probability, and the same every time", () =>
    Effect.gen(function* () {
      const run = Effect.gen(function* () {
        const shop = yield* openCornerShop({ random: { probability: 0.3, faults: passingFaults } }, 1)
        yield* Effect.forEach(Array.from({ length: 200 }), () => Effect.result(shop.get("/token?secret=corner-secret")))
        return shop.world.journal().map(({ fault }) => fault)
      })
      const [first, second] = [yield* run, yield* run]
      expect(first).toEqual(second)
      const struck = first.filter((fault) => fault !== null)
      expect(struck.length).toBeGreaterThan(40)
      expect(struck.length).toBeLessThan(80)
      expect(new Set(struck).size).toBeGreaterThan(5)
    })
  )
})
