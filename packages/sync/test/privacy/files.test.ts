/** No private text is in a file of the store, whatever was done with it. */
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { AdapterError, encryptedText, plainText } from "@huidan/core"
import { Effect, Layer, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { type MasterKey, type PlatformDecrypt, startedRun, type UnreadableRow } from "../../src/index.ts"
import { buyer, detailPage, held, nextKey, onFile, opened, orderOf, shop, someKey } from "../store/orders.ts"
import { temporaryFile } from "../temporaryFile.ts"

const secrets = [
  ...["王小明", "欧阳小红", "13800000001", "call before noon", "#cipher#", "东方大道 88 号", "raw words"],
  ...["words of a row", "words of a push", "+86 138 0000 0001"]
]

const rowOf = (fingerprint: string, raw: UnreadableRow["row"]["raw"]): UnreadableRow => ({
  askedAt: 1,
  row: {
    _tag: "Quarantined",
    raw,
    rawNumbers: Redacted.make([]),
    error: new AdapterError({ platform: "xiaoe", reason: { _tag: "NotFound" } }),
    fingerprint
  }
})

const source = { ...orderOf("-").source, raw: Redacted.make({ text: "raw words", phone: "13800000001" }) }
const recipient = { detail: encryptedText("#cipher#", "浙**") }
const notes = { buyer: plainText("call before noon") }
const carries = ["/buyer", "/recipient", "/notes"]

const decrypt: PlatformDecrypt = () =>
  Effect.succeed({ orders: [orderOf("-", { recipient: { detail: plainText("东方大道 88 号") } })], failures: [] })

/** Everything that a store does with private texts; `look` looks into the files after each of them. */
const everything = Effect.fnUntraced(function* (look: Effect.Effect<void>, hasKey: boolean) {
  const store = yield* opened
  const lane = yield* held()
  const orders = ["o_1", "o_2", "o_3"].map((id) => orderOf(id, { buyer, recipient, source }))
  const answers = orders.map((order) => ({ order, askedAt: 1 }))
  yield* store.commitPage(lane, detailPage(orderOf("-"), 1, { answers, carries }))
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer, recipient, notes, source }), 2, { carries }))
  const renamed = { ...buyer, name: plainText("欧阳小红") }
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer: renamed, notes, source }), 3, { carries }))
  const list = { operation: "order.list@2.0", meetsWants: false, carries }
  const rows = ["o_1", "o_7"].map((no) => rowOf(no, Redacted.make({ no, text: "words of a row", name: "王小明" })))
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer, notes }), 4, { ...list, unreadable: rows }))
  const push = rowOf("push", Redacted.make({ text: "words of a push", phone: "+86 138 0000 0001" })).row
  yield* store.receive(shop, [{ id: "1", type: "paid", orderId: "o_1" }], [push], { at: 1, isMachineTime: false })
  yield* look
  if (hasKey) {
    yield* store.findByPrivate(Redacted.make("13800000001"), {}, null, 9)
    const { order } = yield* store.privacy.reveal(shop, "o_1", "li", { decrypt })
    assert.include(JSON.stringify(order), "call before noon")
    assert.strictEqual((yield* store.privacy.revealRawAnswers(shop, "o_2", "li")).size, 1)
    const error = new AdapterError({ platform: "xiaoe", reason: { _tag: "NotFound" } })
    const { allowances, rereads } = detailPage(orderOf("-"), 0)
    const pageOf = () => ({ allowances, carries, meetsWants: false, rereads, wants: [] })
    yield* store.replay("o_7", { decodeRow: () => Effect.fail(error), pageOf }, "li")
    const decoded = Effect.succeed(orderOf("o_7", { buyer, notes }))
    yield* store.replay("o_7", { decodeRow: () => decoded, pageOf }, "li")
    yield* look
  }
  yield* store.privacy.forget(shop, "o_1", "li")
  yield* look
  if (hasKey) {
    yield* store.privacy.rotate("li")
    yield* store.privacy.forgetPhone(Redacted.make("13800000001"), "li")
  }
  yield* TestClock.adjust("1 day")
  yield* store.privacy.removeOld({ privateText: 0, rawAnswers: 0, versions: 0, inbox: 0 }, startedRun, "li")
  yield* look
  assert.deepStrictEqual(yield* store.check, [])
})

describe("private texts", () => {
  it.effect.each([
    ["with a master key", someKey],
    ["with a key that replaces another one", nextKey],
    ["without one", null]
  ] as ReadonlyArray<readonly [string, MasterKey | null]>)("%s are in no file", ([_, key]) =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const folder = dirname(file)
      const look = Effect.sync(() => {
        const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
        assert.isAbove(bytes.length, 10_000)
        for (const secret of secrets) assert.isFalse(bytes.includes(secret), secret)
      })
      // A store of before.
      if (key === nextKey) yield* Effect.scoped(Layer.build(onFile(file)))
      yield* Effect.provide(everything(look, key !== null), onFile(file, key, { keepsRawAnswers: true }), {
        local: true
      })
      yield* look
    })
  )
})
