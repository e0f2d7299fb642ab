/** Accounts, links and tokens: who makes them, what ends with whom, and what the audit says of it. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { layerSqlite } from "@huidan/sync"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import type { AccountView, AuditEntry, LinkView } from "../src/api/index.ts"
import { digestOf } from "../src/server/accounts/secrets.ts"
import { ask, change, host, makeWorld, own, personOf, remove, request, type World } from "./support/world.ts"

const password = "correct horse battery"

const audited = (world: World, token: string, query = "") =>
  Effect.map(
    ask<{ entries: ReadonlyArray<AuditEntry>; next: string | null }>(world, `/api/audit${query}`, token),
    ({ json }) => json
  )

/** What is looked at of a refusal. */
interface Refusal {
  readonly type: string
  readonly advice: string
}

const wordsOf = (entries: ReadonlyArray<AuditEntry>) =>
  entries.map(({ action, subject, who }) => [who, action, subject])

/** Logs somebody new in: answers with the status and the type, and with what a request of the session needs. */
const enter = (world: World, link: string, name: string) =>
  Effect.promise(async () => {
    const body = { token: link.slice(link.indexOf("#") + 1), name, password }
    const response = await world.send(request("/api/session/link", null, body))
    const json = (await response.json()) as { readonly type?: string; readonly csrf?: string }
    const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? ""
    return { status: response.status, type: json.type, headers: { cookie, "x-huidan-csrf": json.csrf ?? "" } }
  })

/** Sends a request whose body comes later: `begun` once the server waits for it, and `send` lets it come. */
const heldBack = (world: World, path: string, headers: Readonly<Record<string, string>>, payload: unknown) => {
  let begin = () => {}
  let send = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const sent = new Promise<void>((resolve) => {
    send = resolve
  })
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        begin()
        await sent
        controller.enqueue(new TextEncoder().encode(JSON.stringify(payload)))
        controller.close()
      }
    },
    { highWaterMark: 0 }
  )
  const options: RequestInit & { readonly duplex: "half" } = {
    method: "POST",
    headers: { host, "content-type": "application/json", ...headers },
    body,
    duplex: "half"
  }
  return { begun, send, response: world.send(new Request(`http://${host}${path}`, options)) }
}

/** So many orders that an export is not read at once. */
const moreOrders = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`
    INSERT INTO orders (id, shop, order_id, created, currency, version, changed, change)
    WITH RECURSIVE n (id) AS (SELECT 1000 UNION ALL SELECT id + 1 FROM n WHERE id < 3000)
    SELECT n.id, o.shop, 'more_' || n.id, o.created, o.currency, 1, o.changed, o.change FROM n CROSS JOIN orders o WHERE o.id = 1`
  yield* sql`
    INSERT INTO bodies (order_id, json)
    SELECT o.id, f.json FROM orders o CROSS JOIN facets f WHERE o.id >= 1000 AND f.order_id = 1`
})

/** Reads an export, and does something before its first part is read: whether it came to its end. */
const isWhole = (world: World, by: Headers, act: Effect.Effect<unknown>) =>
  Effect.gen(function* () {
    const path = "/api/exports/orders.ndjson"
    const response = yield* Effect.promise(() => world.send(request(path, null, undefined, by)))
    yield* act
    const read = Effect.tryPromise(() => response.text())
    return yield* Effect.match(read, { onSuccess: () => true, onFailure: () => false })
  })

type Headers = Record<string, string>

const newLink = (world: World, by: Headers, shops: ReadonlyArray<typeof own> | null = null) =>
  Effect.map(
    ask<{ path: string }>(world, "/api/accounts/links", by, { role: "revealer", shops }),
    ({ json }) => json.path
  )

describe("an account", () => {
  it.live("needs a name that no other has, and its link can be used until then", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const boss = yield* personOf(world)
      const link = yield* newLink(world, boss)
      const other = yield* newLink(world, boss)
      assert.strictEqual((yield* enter(world, link, "lin")).status, 200)
      const of = (name: string) => Effect.map(enter(world, other, name), ({ status, type }) => [status, type])
      assert.deepStrictEqual(yield* of("lin"), [409, "urn:huidan:problem:name-taken"])
      assert.deepStrictEqual(yield* of(" lin "), [409, "urn:huidan:problem:name-taken"])
      assert.deepStrictEqual(yield* of(""), [400, "urn:huidan:problem:name-needed"])
      assert.deepStrictEqual(yield* of("\u3000 "), [400, "urn:huidan:problem:name-needed"])
      assert.deepStrictEqual(yield* of(" wu "), [200, undefined])
      assert.strictEqual((yield* ask(world, "/api/session", null, { name: "wu", password })).status, 200)
    })
  )

  it.live("has an entry of the audit for each change of accounts, links and tokens, and its tokens end with it", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const boss = yield* personOf(world)
      const lin = yield* enter(world, yield* newLink(world, boss), "lin")
      const rights = { role: "revealer", shops: null, expires: null }
      const addToken = (name: string) =>
        ask<{ token: string }>(world, "/api/accounts/tokens", lin.headers, { ...rights, name })
      const { token: first } = (yield* addToken("erp")).json
      const { token: erp } = (yield* addToken("erp")).json
      assert.strictEqual((yield* ask(world, "/api/orders", first)).status, 401)
      const path = yield* newLink(world, lin.headers, [own])
      yield* ask(world, "/api/orders/fake/s1/o_1/reveal", erp, "")
      const listed = yield* ask<{ tokens: ReadonlyArray<AccountView> }>(world, "/api/accounts", world.tokens.revealer)
      const owners = listed.json.tokens.filter(({ owner }) => owner !== null).map(({ name, owner }) => [name, owner])
      assert.deepStrictEqual(owners, [["erp", "lin"]])
      assert.strictEqual(yield* remove(world, "/api/accounts/lin", boss), 204)
      assert.strictEqual((yield* ask(world, "/api/orders", erp)).status, 401)
      assert.strictEqual((yield* enter(world, path, "wu")).status, 410)
      assert.strictEqual(yield* remove(world, "/api/accounts/tokens/a%20reader", boss), 204)
      const { entries } = yield* audited(world, world.tokens.operator)
      const times = entries.map(({ at }) => at)
      assert.deepStrictEqual(
        times,
        times.toSorted((one, other) => other - one)
      )
      // What the store noted in the same millisecond may stand before it or after it.
      const reveal = ["console token: erp/lin", "reveal", "fake/s1/o_1"]
      const isReveal = ([, action]: ReadonlyArray<string>) => action === "reveal"
      assert.deepStrictEqual(wordsOf(entries).filter(isReveal), [reveal])
      const others = wordsOf(entries).filter((words) => !isReveal(words))
      assert.deepStrictEqual(others.slice(0, 12), [
        ["console: boss", "remove token", "a reader"],
        ["console: boss", "remove link", "a new account (revealer, fake/s1)"],
        ["console: boss", "remove token", "erp"],
        ["console: boss", "remove account", "lin"],
        ["console: lin", "add link", "a new account (revealer, fake/s1)"],
        ["console: lin", "replace token", "erp (revealer, all shops)"],
        ["console: lin", "add token", "erp (revealer, all shops)"],
        ["console: lin", "add account", "lin (revealer, all shops), by a link of console: boss"],
        ["console: boss", "add link", "a new account (revealer, all shops)"],
        ["console: boss", "add account", "boss (revealer, all shops), by a link of huidan"],
        ["huidan", "add link", "a new account (revealer, all shops)"],
        ["huidan", "add token", "a limited operator (revealer, fake/s1)"]
      ])
      // Page by page they are the same, and an account of some shops sees none of them.
      const paged: Array<AuditEntry> = []
      for (let next: string | null = ""; next !== null; ) {
        const page: { entries: ReadonlyArray<AuditEntry>; next: string | null } = yield* audited(
          world,
          world.tokens.operator,
          `?limit=2${next === "" ? "" : `&cursor=${next}`}`
        )
        paged.push(...page.entries)
        next = page.next
      }
      assert.deepStrictEqual(paged, entries)
      assert.deepStrictEqual(wordsOf((yield* audited(world, world.tokens.limited)).entries), [reveal])
    })
  )

  it.live("and links and tokens are changed by people only, so that a token leaves nothing behind", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const { revealer } = world.tokens
      const boss = yield* personOf(world)
      const rights = { role: "revealer", shops: null }
      const refused = [
        yield* ask<Refusal>(world, "/api/accounts/links", revealer, rights),
        yield* ask<Refusal>(world, "/api/accounts/links", revealer, { account: "boss" }),
        yield* ask<Refusal>(world, "/api/accounts/tokens", revealer, { ...rights, name: "erp2", expires: null })
      ]
      for (const { json, status } of refused) {
        assert.deepStrictEqual([status, json.type], [403, "urn:huidan:problem:not-allowed"])
        assert.include(json.advice, "Log in as a person")
      }
      assert.strictEqual(yield* remove(world, "/api/accounts/boss", revealer), 403)
      assert.strictEqual(yield* remove(world, "/api/accounts/tokens/a%20reader", revealer), 403)
      assert.strictEqual((yield* ask(world, "/api/accounts", revealer)).status, 200)
      assert.strictEqual((yield* ask(world, "/api/accounts/links", boss, rights)).status, 200)
    })
  )

  it.live("has one link to a new password, which ends when another is made or a password was set", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const boss = yield* personOf(world)
      const lin = yield* enter(world, yield* newLink(world, boss), "lin")
      const reset = () =>
        Effect.map(
          ask<{ path: string }>(world, "/api/accounts/links", boss, { account: "lin" }),
          ({ json }) => json.path
        )
      const first = yield* reset()
      const second = yield* reset()
      assert.strictEqual((yield* enter(world, first, "lin")).status, 410)
      assert.strictEqual((yield* enter(world, second, "lin")).status, 200)
      assert.strictEqual((yield* ask(world, "/api/session", lin.headers)).status, 401)
      const entries = wordsOf((yield* audited(world, world.tokens.operator)).entries)
      assert.deepStrictEqual(entries.slice(0, 3), [
        ["console: lin", "set password", "lin, by a link of console: boss"],
        ["console: boss", "replace link", "lin"],
        ["console: boss", "add link", "lin"]
      ])
    })
  )

  it.live("lets no login with the old password outlive a new one or its removal", () =>
    Effect.gen(function* () {
      // A hash takes so long that the login has read the old one before the new one is set.
      const world = yield* makeWorld({ passwordCost: { N: 2 ** 15, r: 8, p: 1 } })
      const boss = yield* personOf(world)
      yield* enter(world, yield* newLink(world, boss), "lin")
      const link = yield* world.accounts.addLink("lin", { role: "reader", shops: null })
      const body = { token: Redacted.value(link), password: "another horse battery" }
      const login = ask(world, "/api/session", null, { name: "lin", password })
      const [set, late] = yield* Effect.all([ask(world, "/api/session/link", null, body), login], {
        concurrency: "unbounded"
      })
      assert.deepStrictEqual([set.status, late.status], [200, 401])
      const [removed, gone] = yield* Effect.all(
        [
          remove(world, "/api/accounts/lin", boss),
          ask(world, "/api/session", null, { name: "lin", password: body.password })
        ],
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual([removed, gone.status], [204, 401])
    })
  )

  it.live("keeps its name, its role and its shops when a link sets its password", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const boss = yield* personOf(world)
      const rights = { role: "reader", shops: null }
      const made = (body: unknown) => ask<{ path: string } & Refusal>(world, "/api/accounts/links", boss, body)
      for (const body of [
        { account: "boss", ...rights },
        { account: "boss", role: "reader" },
        { role: "reader" },
        {}
      ]) {
        const { json, status } = yield* made(body)
        assert.deepStrictEqual([status, json.type], [400, "urn:huidan:problem:invalid-request"])
      }
      assert.strictEqual((yield* made({ account: "nobody" })).status, 404)
      const { path } = (yield* made({ account: "boss" })).json
      const kindOf = (link: string) =>
        ask<{ account: string | null }>(world, "/api/session/link/account", null, { token: link.split("#")[1] })
      assert.deepStrictEqual((yield* kindOf(path)).json, { account: "boss" })
      assert.deepStrictEqual((yield* kindOf(yield* newLink(world, boss))).json, { account: null })
      const wrong = yield* enter(world, path, "lin")
      assert.deepStrictEqual([wrong.status, wrong.type], [400, "urn:huidan:problem:invalid-request"])
      assert.strictEqual((yield* enter(world, path, "boss")).status, 200)
      assert.strictEqual((yield* kindOf(path)).status, 410)
    })
  )

  it.live("has a name that looks like no other and like no order, and a token ends later than now", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const boss = yield* personOf(world)
      const link = yield* newLink(world, boss)
      const rights = { role: "reader", shops: null, expires: null }
      const addToken = (token: object) =>
        ask<Refusal>(world, "/api/accounts/tokens", boss, { ...rights, name: "erp", ...token })
      for (const name of [
        "fake/s1/o_1",
        "fake／s1／o_1",
        "li\u200bn",
        "\u202enil",
        "li\u3164n",
        "li\u0000n",
        "lin (revealer, all shops)",
        "erp, by a link of console: boss",
        "a new account",
        "ﷺ".repeat(5)
      ]) {
        assert.deepStrictEqual([(yield* addToken({ name })).status, name], [400, name])
        const { status, type } = yield* enter(world, link, name)
        assert.deepStrictEqual([status, type, name], [400, "urn:huidan:problem:invalid-request", name])
      }
      for (const name of ["", "\u3000 "]) assert.strictEqual((yield* addToken({ name })).status, 400)
      for (const expires of [0, Date.now() - 1000]) {
        assert.strictEqual((yield* addToken({ expires })).status, 400, String(expires))
      }
      assert.strictEqual((yield* addToken({ expires: Date.now() + 60_000 })).status, 200)
      assert.strictEqual((yield* addToken({ name: " ｅｒｐ  2 " })).status, 200)
      assert.strictEqual((yield* enter(world, link, "ｌｉｎ")).status, 200)
      assert.strictEqual((yield* ask(world, "/api/session", null, { name: "ｌｉｎ", password })).status, 200)
      const { accounts, tokens } = yield* world.accounts.list
      assert.deepStrictEqual(
        accounts.map(({ name }) => name),
        ["boss", "lin"]
      )
      assert.includeMembers(
        tokens.map(({ name }) => name),
        ["erp", "erp 2"]
      )
    })
  )

  it.live(
    "has other rights at once when somebody changes them, and what it made ends if it manages no accounts any more",
    () =>
      Effect.gen(function* () {
        const world = yield* makeWorld()
        const boss = yield* personOf(world)
        const lin = yield* enter(world, yield* newLink(world, boss), "lin")
        const made = { name: "lin's", role: "reader", shops: null, expires: null }
        const token = (yield* ask<{ token: string }>(world, "/api/accounts/tokens", lin.headers, made)).json.token
        const link = yield* newLink(world, lin.headers)
        const everything = { role: "revealer", shops: null }
        assert.strictEqual(yield* change(world, "/api/accounts/lin", boss, everything), 204)
        assert.strictEqual((yield* ask(world, "/api/orders", token)).status, 200)
        assert.strictEqual(yield* change(world, "/api/accounts/lin", boss, { role: "operator", shops: [own] }), 204)
        const me = yield* ask<{ role: string; shops: unknown }>(world, "/api/session", lin.headers)
        assert.deepInclude(me.json, { role: "operator", shops: [own] })
        assert.strictEqual((yield* ask(world, "/api/orders/fake/s2/o_101", lin.headers)).status, 404)
        assert.strictEqual((yield* ask(world, "/api/orders", token)).status, 401)
        assert.strictEqual((yield* enter(world, link, "wu")).status, 410)
        for (const [by, name, rights, status] of [
          [world.tokens.revealer, "lin", everything, 403],
          [lin.headers, "lin", everything, 403],
          [boss, "nobody", everything, 404],
          [boss, "lin", { role: "operator" }, 400]
        ] as const) {
          assert.strictEqual(yield* change(world, `/api/accounts/${name}`, by, rights), status)
        }
        assert.deepStrictEqual(wordsOf((yield* audited(world, world.tokens.operator)).entries).slice(0, 4), [
          ["console: boss", "remove link", "a new account (revealer, all shops)"],
          ["console: boss", "remove token", "lin's"],
          ["console: boss", "change account", "lin (operator, fake/s1)"],
          ["console: boss", "change account", "lin (revealer, all shops)"]
        ])
      })
  )

  it.live("does nothing with rights that it lost while a request's body was on its way", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const boss = yield* personOf(world)
      for (const [path, payload] of [
        ["/api/accounts/tokens", { name: "kept", role: "revealer", shops: null, expires: null }],
        ["/api/accounts/links", { role: "revealer", shops: null }],
        ["/api/jobs/backfill", { ...own, since: 0, until: 1 }]
      ] as const) {
        for (const end of ["change", "remove"] as const) {
          const lin = yield* personOf(world, "lin")
          const { begun, response, send } = heldBack(world, path, lin, payload)
          yield* Effect.promise(() => begun)
          const ended =
            end === "change"
              ? yield* change(world, "/api/accounts/lin", boss, { role: "reader", shops: [] })
              : yield* remove(world, "/api/accounts/lin", boss)
          assert.strictEqual(ended, 204)
          send()
          assert.strictEqual((yield* Effect.promise(() => response)).status, end === "change" ? 403 : 401, path)
          if (end === "change") assert.strictEqual(yield* remove(world, "/api/accounts/lin", boss), 204)
        }
      }
      const { links, tokens } = yield* world.accounts.list
      assert.notInclude(
        tokens.map(({ name }) => name),
        "kept"
      )
      assert.deepStrictEqual(links, [])
    })
  )

  it.live("changes no account for somebody who may not any more, and one that manages accounts always remains", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const boss = yield* personOf(world)
      const lin = yield* personOf(world, "lin")
      const reader = { role: "reader", shops: null }
      assert.strictEqual(yield* change(world, "/api/accounts/lin", boss, reader), 204)
      const by = { who: "console: lin", account: "lin" }
      const rights = { role: "revealer", shops: null } as const
      const late = yield* Effect.flip(world.accounts.asManager(by, world.accounts.change("lin", rights, by)))
      assert.strictEqual(late._tag, "NotAllowed")
      assert.strictEqual(yield* change(world, "/api/accounts/boss", boss, reader), 403)
      assert.strictEqual(yield* remove(world, "/api/accounts/boss", boss), 403)
      assert.strictEqual((yield* ask(world, "/api/accounts", boss)).status, 200)
      assert.strictEqual((yield* ask(world, "/api/orders", lin)).status, 200)
    })
  )

  it.live("has open links, which are listed without their secrets and ended by people", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const boss = yield* personOf(world)
      const secretOf = (path: string) => path.slice(path.indexOf("#") + 1)
      const link = yield* newLink(world, boss, [own])
      const reset = yield* world.accounts.addLink("boss", { role: "revealer", shops: null })
      type Listed = { readonly links: ReadonlyArray<LinkView> }
      const listed = yield* ask<Listed>(world, "/api/accounts", world.tokens.revealer)
      for (const secret of [secretOf(link), Redacted.value(reset)]) {
        assert.notInclude(listed.text, secret)
        assert.notInclude(listed.text, digestOf(Redacted.make(secret)))
      }
      const now = Date.now()
      // Both were made in one moment: their sequence is not defined.
      const links = listed.json.links.toSorted(
        (one, other) => Number(one.account !== null) - Number(other.account !== null)
      )
      assert.deepStrictEqual(
        links.map(({ account, expires, maker, role, shops }) => [
          account,
          role,
          shops,
          maker,
          expires > now && expires <= now + 86_400_000
        ]),
        [
          [null, "revealer", [own], "boss", true],
          ["boss", "revealer", null, null, true]
        ]
      )
      const path = `/api/accounts/links/${links[0]?.id}`
      assert.strictEqual(yield* remove(world, path, world.tokens.revealer), 403)
      assert.strictEqual((yield* ask(world, "/api/session/link/account", null, { token: secretOf(link) })).status, 200)
      assert.deepStrictEqual([yield* remove(world, path, boss), yield* remove(world, path, boss)], [204, 404])
      assert.strictEqual((yield* enter(world, link, "wu")).status, 410)
      assert.lengthOf((yield* ask<Listed>(world, "/api/accounts", boss)).json.links, 1)
      assert.deepStrictEqual(wordsOf((yield* audited(world, world.tokens.operator)).entries)[0], [
        "console: boss",
        "remove link",
        "a new account (revealer, fake/s1)"
      ])
    })
  )

  it.live("and a token have names that the audit tells apart, whoever chose them", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const boss = yield* personOf(world)
      const rights = { role: "revealer", shops: null } as const
      const made = yield* ask<{ token: string }>(world, "/api/accounts/tokens", boss, {
        ...rights,
        name: "erp%2F",
        expires: null
      })
      const ofNobody = yield* world.accounts.addToken("erp of boss", rights, null)
      for (const token of [made.json.token, Redacted.value(ofNobody)]) {
        yield* ask(world, "/api/orders/fake/s1/o_1/reveal", token, "")
      }
      yield* ask(world, "/api/orders/fake/s1/o_1/reveal", boss, "")
      const { entries } = yield* audited(world, world.tokens.operator, "?subject=fake/s1/o_1")
      assert.deepStrictEqual(
        entries.map(({ actor, who }) => [who, actor]),
        [
          ["console: boss", { kind: "person", name: "boss", owner: null }],
          ["console token: erp of boss", { kind: "token", name: "erp of boss", owner: null }],
          ["console token: erp%252F/boss", { kind: "token", name: "erp%2F", owner: "boss" }]
        ]
      )
    })
  )

  it.live("ends its exports when its rights change, its session ends, or it is removed", () =>
    Effect.gen(function* () {
      const changes = {
        rights: (world: World, boss: Headers) =>
          change(world, "/api/accounts/lin", boss, { role: "revealer", shops: [own] }),
        logout: (world: World, _boss: Headers, lin: Headers) => remove(world, "/api/session", lin),
        removal: (world: World, boss: Headers) => remove(world, "/api/accounts/lin", boss)
      }
      for (const [name, act] of Object.entries(changes)) {
        const world = yield* makeWorld()
        const boss = yield* personOf(world)
        const { headers } = yield* enter(world, yield* newLink(world, boss), "lin")
        yield* Effect.provide(moreOrders, world.context)
        assert.isTrue(yield* isWhole(world, headers, Effect.void), name)
        assert.isFalse(yield* isWhole(world, headers, act(world, boss, headers)), name)
      }
    })
  )

  it.live("of a file that an older program made is kept, with its sessions and tokens", () =>
    Effect.gen(function* () {
      const folder = yield* Effect.acquireRelease(
        Effect.sync(() => mkdtempSync(join(tmpdir(), "huidan-accounts-"))),
        (each) => Effect.sync(() => rmSync(each, { recursive: true }))
      )
      const accountsFile = join(folder, "huidan.console.db")
      const token = Redacted.make("a-token-of-an-older-program-0d41")
      yield* Effect.scoped(
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          for (const statement of firstTables) yield* sql.unsafe(statement)
          yield* sql`INSERT INTO accounts VALUES ('lin', 'reader', NULL, NULL, 1)`
          yield* sql`INSERT INTO tokens VALUES (${digestOf(token)}, 'erp', 'operator', NULL, 1, NULL)`
        }).pipe(Effect.provide(layerSqlite({ file: accountsFile, readers: 0 })))
      )
      const world = yield* makeWorld({ accountsFile })
      assert.strictEqual((yield* ask(world, "/api/orders", Redacted.value(token))).status, 200)
      const { accounts, tokens } = yield* world.accounts.list
      assert.deepStrictEqual(
        [accounts.map(({ name }) => name), tokens.find(({ name }) => name === "erp")?.owner],
        [["lin"], null]
      )
    })
  )

  it.live("says as a header, too, how long to wait after too many tries", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const waitOf = (path: string, body: unknown) =>
        Effect.promise(async () => {
          for (let tries = 0; tries < 40; tries++) {
            const response = await world.send(request(path, null, body))
            const json = (await response.json()) as { readonly retryAfter: number }
            if (response.status === 429) return [response.headers.get("retry-after"), String(json.retryAfter)] as const
          }
          return [null, ""] as const
        })
      for (const [path, body] of [
        ["/api/session", { name: "lin", password }],
        ["/api/session/link", { token: "Y".repeat(43), name: "lin", password }],
        ["/api/session/link/account", { token: "Y".repeat(43) }]
      ] as const) {
        const [header, said] = yield* waitOf(path, body)
        assert.match(header ?? "", /^[1-9]\d*$/, path)
        assert.strictEqual(header, said)
      }
    })
  )
})

describe("a host of the configuration", () => {
  it.live("is known with any port, or with its own one, which browsers leave out if it is that of https", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld({
        hosts: [
          "Orders.example",
          "shop.example:8443",
          "[fd00::1]:8443",
          "tls.example:443",
          "订单.example",
          "fd00:0:0::2",
          "[FD00:0::3]:08443"
        ]
      })
      const isKnown = (name: string) =>
        Effect.promise(
          async () => (await world.send(request("/api/session", null, undefined, { host: name }))).status !== 421
        )
      for (const name of [
        host,
        "orders.example",
        "orders.example:9000",
        "shop.example:8443",
        "[fd00::1]:8443",
        "tls.example",
        "tls.example:443",
        new URL("http://订单.example").host,
        "[fd00::2]",
        "[fd00::3]:8443"
      ]) {
        assert.isTrue(yield* isKnown(name), name)
      }
      for (const name of [
        "shop.example",
        "shop.example:8444",
        "[fd00::1]",
        "tls.example:8443",
        "evil.example:8443",
        "[fd00::3]"
      ]) {
        assert.isFalse(yield* isKnown(name), name)
      }
    })
  )
})

/** The tables as the first program made them. */
const firstTables = [
  `CREATE TABLE accounts (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, shops TEXT, password TEXT, created INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE, created INTEGER NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  "CREATE INDEX sessions_by_account ON sessions (account)",
  `CREATE TABLE tokens (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, shops TEXT, created INTEGER NOT NULL,
    expires INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE links (
    hash TEXT PRIMARY KEY, account TEXT REFERENCES accounts ON DELETE CASCADE, role TEXT NOT NULL, shops TEXT,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE huidan_console_migrations (
    migration_id INTEGER PRIMARY KEY NOT NULL, created_at DATETIME NOT NULL DEFAULT current_timestamp, name VARCHAR(255) NOT NULL
  )`,
  "INSERT INTO huidan_console_migrations (migration_id, name) VALUES (1, 'tables')"
]
