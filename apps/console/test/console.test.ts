/** What the console answers, endpoint by endpoint. */
import { assert, layer } from "@effect/vitest"
import type { ShopName } from "@huidan/sync"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import type {
  Attention,
  AuditEntry,
  DaySum,
  FoundOrder,
  Job,
  OrderPage,
  OrderVersion,
  OrderView,
  QuarantinedRow,
  ShopView,
  SourceAnswer,
  WhyAnswer
} from "../src/api/index.ts"
import { privateTexts } from "./support/FakeShop.ts"
import { ask, makeWorld, others, othersRow, own, ownQuotas, ownRow, request, SharedWorld } from "./support/world.ts"

/** Without those of accounts and tokens, which each world has. */
const ofStore = (entries: ReadonlyArray<AuditEntry>) => entries.filter(({ id }) => !id.startsWith("accounts-"))

const idsOf = (rows: ReadonlyArray<{ readonly orderId: string }>) => rows.map(({ orderId }) => orderId)

layer(SharedWorld.layer, { excludeTestServices: true, timeout: "1 minute" })("the console", (it) => {
  it.effect("gives orders in pages, the latest first, by filters", () =>
    Effect.gen(function* () {
      const world = yield* SharedWorld
      const first = yield* ask<OrderPage>(world, "/api/orders?limit=4", world.tokens.reader)
      assert.deepStrictEqual([first.status, idsOf(first.json.rows)], [200, ["o_103", "o_102", "o_101", "o_3"]])
      const second = yield* ask<OrderPage>(world, `/api/orders?limit=4&cursor=${first.json.next}`, world.tokens.reader)
      assert.deepStrictEqual([idsOf(second.json.rows), second.json.next], [["o_2", "o_1"], null])
      const ofShop = yield* ask<OrderPage>(
        world,
        "/api/orders?platform=fake&shopId=s1&payment=paid",
        world.tokens.reader
      )
      assert.deepStrictEqual(idsOf(ofShop.json.rows), ["o_3", "o_2", "o_1"])
      const limited = yield* ask<OrderPage>(world, "/api/orders", world.tokens.limited)
      assert.deepStrictEqual(idsOf(limited.json.rows), ["o_3", "o_2", "o_1"])
      const bad = yield* ask(world, "/api/orders?cursor=x", world.tokens.reader)
      assert.deepStrictEqual([bad.status, bad.type], [400, "application/problem+json"])
    })
  )

  it.effect("finds orders by numbers, titles, names and telephone numbers, within what the account sees", () =>
    Effect.gen(function* () {
      const world = yield* SharedWorld
      const search = (token: string, by: string, text: string) =>
        Effect.map(ask<OrderPage>(world, "/api/orders/search", token, { by, text }), ({ json }) => idsOf(json.rows))
      assert.deepStrictEqual(yield* search(world.tokens.reader, "number", " ｏ_１ "), ["o_1"])
      assert.lengthOf(yield* search(world.tokens.reader, "title", "皮影戏"), 6)
      assert.lengthOf(yield* search(world.tokens.limited, "title", "皮影戏"), 3)
      assert.lengthOf(yield* search(world.tokens.reader, "phone", "138 0000 0001"), 6)
      assert.lengthOf(yield* search(world.tokens.limited, "name", privateTexts[0]), 3)
      assert.deepStrictEqual(yield* search(world.tokens.limited, "sku", "sku_puppets"), ["o_3", "o_2", "o_1"])
      const numbers = yield* ask<{ found: ReadonlyArray<FoundOrder>; notFound: ReadonlyArray<string> }>(
        world,
        "/api/orders/numbers",
        world.tokens.limited,
        { text: "o_1；o_101\n ｏ_９９ " }
      )
      assert.deepStrictEqual(
        [numbers.json.found.map((each) => each.number), numbers.json.notFound],
        [["o_1"], ["o_101", "o_99"]]
      )
    })
  )

  it.effect("says nothing to an account of some shops of numbers that only other shops have, however many", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      yield* Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        for (let kind = 1; kind <= 101; kind++) {
          yield* sql`INSERT INTO ids SELECT 'theirs', ${`k${kind}`}, id FROM orders WHERE order_id = 'o_101'`
        }
      }).pipe(Effect.provide(world.context))
      const text = ["theirs", ...Array.from({ length: 199 }, (_, index) => `nobody_${index}`)].join("\n")
      const answer = (token: string) =>
        Effect.map(
          ask<{ cut: ReadonlyArray<string>; found: ReadonlyArray<FoundOrder>; notFound: ReadonlyArray<string> }>(
            world,
            "/api/orders/numbers",
            token,
            { text }
          ),
          ({ json }) => [json.found.length, json.cut, json.notFound.length]
        )
      assert.deepStrictEqual(yield* answer(world.tokens.limited), [0, [], 200])
      assert.deepStrictEqual(yield* answer(world.tokens.reader), [1, [], 199])
    })
  )

  it.effect("shows an order whole and masked, with versions, facets and its source", () =>
    Effect.gen(function* () {
      const world = yield* SharedWorld
      const path = "/api/orders/fake/s1/o_1"
      const one = yield* ask<OrderView>(world, path, world.tokens.reader)
      assert.strictEqual(one.status, 200)
      assert.deepStrictEqual(
        [one.json.row.paid, one.json.texts, one.json.facets[0]?.operation, one.json.versions.length],
        [1, "encrypted", "detail", 1]
      )
      const source = yield* ask<{ answers: ReadonlyArray<SourceAnswer> }>(world, `${path}/source`, world.tokens.reader)
      assert.deepStrictEqual(source.json.answers[0]?.kept, {
        answer: { id: "o_1", paid: 1, buyer: { name: "•••", phone: "•••••••••••" } },
        fields: [{ path: "/amounts/paid", pointers: ["/paid"], rule: 0 }],
        rules: ["an amount in fen"],
        isCut: false
      })
      for (const { text } of [one, source]) {
        for (const secret of privateTexts) assert.notInclude(text, secret)
      }
      assert.strictEqual((yield* ask(world, "/api/orders/fake/s2/o_101", world.tokens.limited)).status, 404)
      assert.strictEqual(
        (yield* ask<{ versions: ReadonlyArray<OrderVersion> }>(world, `${path}/versions?before=2`, world.tokens.reader))
          .json.versions.length,
        1
      )
    })
  )

  it.effect("reveals orders with one row of the audit each time, and asks for them again", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const path = "/api/orders/fake/s1/o_1"
      assert.strictEqual((yield* ask(world, `${path}/reveal`, world.tokens.operator, "")).status, 403)
      const revealed = yield* ask<{ order: { buyer: { name: unknown } } }>(
        world,
        `${path}/reveal`,
        world.tokens.revealer,
        ""
      )
      assert.deepInclude(revealed.json.order.buyer.name, { state: "plain", value: privateTexts[0] })
      const audit = yield* ask<{ entries: ReadonlyArray<AuditEntry> }>(world, "/api/audit", world.tokens.operator)
      assert.deepStrictEqual(
        ofStore(audit.json.entries).map((entry) => [entry.who, entry.action, entry.subject]),
        [["console token: a revealer", "reveal", "fake/s1/o_1"]]
      )
      const refreshed = yield* ask(world, `${path}/refresh`, world.tokens.operator, "")
      assert.deepStrictEqual([refreshed.status, refreshed.json], [200, { isChanged: true }])
      const unknown = yield* ask(world, "/api/orders/fake/s1/none/refresh", world.tokens.operator, "")
      assert.deepStrictEqual([unknown.status, unknown.json.reason], [502, "NotFound"])
    })
  )
  it.effect("shows how far the shops are, and what needs attention", () =>
    Effect.gen(function* () {
      const world = yield* SharedWorld
      const { json } = yield* ask<{ shops: ReadonlyArray<ShopView> }>(world, "/api/shops", world.tokens.reader)
      assert.deepStrictEqual(
        json.shops.map((shop) => [shop.name, shop.quarantined]),
        [
          ["shop s1", 1],
          ["shop s2", 1]
        ]
      )
      assert.deepStrictEqual(
        json.shops.map(({ quotas }) => quotas),
        [ownQuotas, []]
      )
      const overview = yield* ask<{ shops: number; attention: ReadonlyArray<Attention> }>(
        world,
        "/api/overview/attention",
        world.tokens.limited
      )
      assert.deepStrictEqual(
        [overview.json.shops, overview.json.attention.map((each) => each.kind)],
        [1, ["neverRead", "quarantined"]]
      )
      const days = yield* ask<{ days: ReadonlyArray<DaySum> }>(
        world,
        "/api/overview/days?from=1970-01-01&to=1970-01-02",
        world.tokens.limited
      )
      assert.deepInclude(days.json.days[0], { platform: "fake", orders: 3, paid: 6 })
    })
  )

  it.effect("pauses shops, resumes them, and reads them by jobs", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const shop = "/api/shops/fake/s1"
      assert.strictEqual((yield* ask(world, `${shop}/pause`, world.tokens.operator, "")).status, 204)
      for (const path of [`${shop}/sync`, "/api/orders/fake/s1/o_1/refresh"]) {
        const refused = yield* ask(world, path, world.tokens.operator, "")
        assert.deepStrictEqual([refused.status, refused.json.type], [409, "urn:huidan:problem:shop-paused"], path)
      }
      assert.strictEqual((yield* ask(world, `${shop}/resume`, world.tokens.operator, "")).status, 204)
      const job = yield* ask<Job>(world, `${shop}/sync`, world.tokens.operator, "")
      assert.deepStrictEqual([job.status, job.json.state], [202, "running"])
      const period = { platform: "fake", shopId: "s1", since: 1000, until: 2000, repair: false }
      const compared = yield* ask(world, "/api/jobs/reconcile", world.tokens.operator, period)
      assert.strictEqual(compared.status, 202)
      for (let tries = 0; tries < 50; tries++) {
        const { json } = yield* ask<Job>(world, `/api/jobs/${job.json.id}`, world.tokens.reader)
        if (json.state === "done") break
        yield* Effect.sleep(20)
      }
      const list = yield* ask<{ jobs: ReadonlyArray<Job> }>(world, "/api/jobs", world.tokens.reader)
      assert.deepStrictEqual(
        list.json.jobs.map(({ kind, state }) => [kind, state]),
        [
          ["reconcile", "done"],
          ["sync", "done"]
        ]
      )
      assert.strictEqual(
        (yield* ask(world, "/api/jobs/backfill", world.tokens.operator, { ...period, until: 1 })).status,
        400
      )
    })
  )

  it.effect("says why an order is not there", () =>
    Effect.gen(function* () {
      const world = yield* SharedWorld
      const why = yield* ask<{ answers: ReadonlyArray<WhyAnswer> }>(world, "/api/why", world.tokens.reader, {
        number: "o_101 "
      })
      assert.deepStrictEqual(
        why.json.answers.map((each) => [each.shop, each.orderId, each.reason, each.action]),
        [[others, "o_101", "here", "none"]]
      )
      const limited = yield* ask<{ answers: ReadonlyArray<WhyAnswer> }>(world, "/api/why", world.tokens.limited, {
        number: "o_101",
        platform: "fake"
      })
      assert.notInclude(JSON.stringify(limited.json), '"s2"')
    })
  )

  it.effect("answers about another one's shop as about one that is not there", () =>
    Effect.gen(function* () {
      const world = yield* SharedWorld
      const why = (question: { readonly number: string; readonly shopId?: string; readonly platform?: string }) =>
        Effect.map(ask(world, "/api/why", world.tokens.limited, question), ({ json }) => json)
      assert.deepStrictEqual(yield* why({ number: "o_101" }), yield* why({ number: "o_999" }))
      const place = { number: "o_101", platform: "fake" }
      const foreign = yield* why({ ...place, shopId: "s2" })
      assert.deepStrictEqual(foreign, yield* why({ ...place, shopId: "none" }))
      assert.include(JSON.stringify(foreign), "noShop")
      for (const by of ["number", "name", "phone", "title"]) {
        const text =
          by === "number" ? "ｏ_１０１" : by === "title" ? "皮影戏" : by === "name" ? "王小明" : "13800000001"
        const found = yield* ask<OrderPage & { isCut: boolean }>(world, "/api/orders/search", world.tokens.limited, {
          by,
          text,
          platform: "fake",
          shopId: "s2"
        })
        assert.deepStrictEqual([found.json.rows, found.json.isCut], [[], false], by)
      }
    })
  )

  it.effect("looks up numbers, names and telephone numbers in the shops that the account sees only", () =>
    Effect.gen(function* () {
      const asked: Array<ReadonlyArray<ShopName> | null | undefined> = []
      const world = yield* makeWorld({
        seen: (store) => ({
          ...store,
          find: (numbers, shops) => {
            asked.push(shops)
            return store.find(numbers, shops)
          },
          findByPrivate: (text, filter, after, size) => {
            asked.push(filter.shops)
            return store.findByPrivate(text, filter, after, size)
          }
        })
      })
      const { limited } = world.tokens
      yield* ask(world, "/api/orders/numbers", limited, { text: "o_1" })
      for (const by of ["number", "name"]) yield* ask(world, "/api/orders/search", limited, { by, text: "o_1" })
      yield* ask(world, "/api/orders/search", limited, { by: "name", text: "o_1", ...others })
      assert.deepStrictEqual(asked, [[own], [own], [own], []])
    })
  )
  it.effect("shows rows of the quarantine without what they say, and of two people who replay one, one wins", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld({ together: 2 })
      const list = yield* ask<{ rows: ReadonlyArray<QuarantinedRow> }>(world, "/api/quarantine", world.tokens.limited)
      assert.deepStrictEqual(
        list.json.rows.map((row) => row.fingerprint),
        [ownRow]
      )
      assert.strictEqual((yield* ask(world, `/api/quarantine/${othersRow}`, world.tokens.limited)).status, 404)
      for (const row of [othersRow, "c".repeat(64)]) {
        const unknown = yield* ask(world, `/api/quarantine/${row}/replay`, world.tokens.limited, "")
        assert.deepStrictEqual([unknown.status, unknown.json.type], [404, "urn:huidan:problem:not-in-quarantine"])
      }
      const both = yield* Effect.all(
        [world.tokens.operator, world.tokens.limited].map((token) =>
          ask<{ _tag: string; orderId: string; type: string }>(world, `/api/quarantine/${ownRow}/replay`, token, "")
        ),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(both.map(({ status }) => status).toSorted(), [200, 409])
      assert.strictEqual(both.find(({ status }) => status === 409)?.json.type, "urn:huidan:problem:already-replayed")
      assert.deepInclude(both.find(({ status }) => status === 200)?.json, { _tag: "Decoded", orderId: "o_10" })
      assert.strictEqual((yield* ask(world, "/api/orders/fake/s1/o_10", world.tokens.reader)).status, 200)
    })
  )
  it.effect("exports masked orders; with private texts after an entry of the audit", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const masked = yield* ask(world, "/api/exports/orders.ndjson", world.tokens.limited)
      assert.lengthOf(masked.text.trim().split("\n"), 3)
      const csv = yield* ask(world, "/api/exports/orders.csv?platform=fake&shopId=s2", world.tokens.reader)
      assert.lengthOf(csv.text.trim().split("\r\n"), 4)
      for (const { text } of [masked, csv]) for (const secret of privateTexts) assert.notInclude(text, secret)
      const plain = yield* ask(world, "/api/exports/orders.ndjson", world.tokens.revealer, own)
      assert.include(plain.text, privateTexts[1])
      const { json } = yield* ask<{ entries: ReadonlyArray<AuditEntry> }>(world, "/api/audit", world.tokens.operator)
      assert.deepStrictEqual(
        ofStore(json.entries).map(({ action, subject, who }) => [who, action, subject]),
        [["console token: a revealer", "export", "orders of fake/s1"]]
      )
      yield* ask(world, "/api/exports/orders.ndjson", world.tokens.limited, own)
      const again = yield* ask<{ entries: ReadonlyArray<AuditEntry> }>(world, "/api/audit", world.tokens.operator)
      assert.strictEqual(again.json.entries[0]?.subject, "orders of fake/s1")
    })
  )

  it.effect("streams what changes, from where the follower was", () =>
    Effect.gen(function* () {
      const world = yield* SharedWorld
      const { text } = yield* Effect.promise(async () => {
        const response = await world.send(request("/api/changes?after=0.0", world.tokens.limited))
        const reader = response.body!.getReader()
        let text = ""
        while (!text.includes("o_3")) {
          const { done, value } = await reader.read()
          if (done) break
          text += new TextDecoder().decode(value)
        }
        await reader.cancel()
        return { text }
      })
      assert.include(text, "event: order")
      assert.notInclude(text, "o_101")
    })
  )

  it.effect("answers with a problem to what no endpoint takes", () =>
    Effect.gen(function* () {
      const { send, tokens } = yield* SharedWorld
      const answered = (sent: Request) =>
        Effect.promise(async () => {
          const response = await send(sent)
          const { type } = (await response.json()) as { readonly type: string }
          return `${response.status} ${type.replace("urn:huidan:problem:", "")}`
        })
      const { reader } = tokens
      assert.deepStrictEqual(
        [
          yield* answered(request("/api/none", reader)),
          yield* answered(request("/api/orders/search", reader)),
          yield* answered(request("/api/orders", reader, {})),
          yield* answered(request("/none", reader, {})),
          yield* answered(request("/api/orders/fake/%ED%A0%80/o_1", reader)),
          yield* answered(request("/api/why", reader, "x", { "content-type": "text/plain" })),
          yield* answered(request("/api/why", reader, "{")),
          yield* answered(request("/api/why", reader, { number: "9".repeat(1_048_576) }))
        ],
        [
          "404 not-found",
          "404 not-found",
          "404 not-found",
          "404 not-found",
          "404 not-found",
          "415 unsupported-media-type",
          "400 invalid-request",
          "413 too-large"
        ]
      )
    })
  )
})
