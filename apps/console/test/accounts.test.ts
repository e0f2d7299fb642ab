/** Accounts, links and tokens: who makes them, what ends with whom, and what the audit says of it. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { layerSqlite } from "@huidan/sync"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import type { AccountView, AuditEntry } from "../src/api/index.ts"
import { digestOf } from "../src/server/accounts/secrets.ts"
import { ask, host, makeWorld, own, remove, request, type World } from "./support/world.ts"

const password = "correct horse battery"

const audited = (world: World, token: string, query = "") =>
  Effect.map(
    ask<{ entries: ReadonlyArray<AuditEntry>; next: string | null }>(world, `/api/audit${query}`, token),
    ({ json }) => json
  )

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

const newLink = (world: World, token: string, shops: ReadonlyArray<typeof own> | null = null) =>
  Effect.map(
    ask<{ path: string }>(world, "/api/accounts/links", token, { role: "revealer", shops }),
    ({ json }) => json.path
  )

const asPerson = <A>(world: World, path: string, headers: Record<string, string>, body: unknown) =>
  Effect.promise(async () => (await (await world.send(request(path, null, body, headers))).json()) as A)

describe("an account", () => {
  it.live("needs a name that no other has, and its link can be used until then", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const link = yield* newLink(world, world.tokens.revealer)
      const other = yield* newLink(world, world.tokens.revealer)
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
      const { revealer } = world.tokens
      const lin = yield* enter(world, yield* newLink(world, revealer), "lin")
      const rights = { role: "revealer", shops: null, expires: null }
      const addToken = (name: string) =>
        asPerson<{ token: string }>(world, "/api/accounts/tokens", lin.headers, { ...rights, name })
      const { token: first } = yield* addToken("erp")
      const { token: erp } = yield* addToken("erp")
      assert.strictEqual((yield* ask(world, "/api/orders", first)).status, 401)
      // A token makes links and tokens too; they are of the same account.
      const path = yield* newLink(world, erp, [own])
      yield* ask(world, "/api/accounts/tokens", erp, { ...rights, name: "report" })
      yield* ask(world, "/api/orders/fake/s1/o_1/reveal", erp, "")
      const listed = yield* ask<{ tokens: ReadonlyArray<AccountView> }>(world, "/api/accounts", revealer)
      const owners = listed.json.tokens.filter(({ owner }) => owner !== null).map(({ name, owner }) => [name, owner])
      assert.deepStrictEqual(owners, [
        ["erp", "lin"],
        ["report", "lin"]
      ])
      assert.strictEqual(yield* remove(world, "/api/accounts/lin", revealer), 204)
      assert.strictEqual((yield* ask(world, "/api/orders", erp)).status, 401)
      assert.strictEqual((yield* enter(world, path, "wu")).status, 410)
      assert.strictEqual(yield* remove(world, "/api/accounts/tokens/a%20reader", revealer), 204)
      const { entries } = yield* audited(world, world.tokens.operator)
      const times = entries.map(({ at }) => at)
      assert.deepStrictEqual(
        times,
        times.toSorted((one, other) => other - one)
      )
      // What the store noted in the same millisecond may stand before it or after it.
      const reveal = ["console token: erp of lin", "reveal", "fake/s1/o_1"]
      const isReveal = ([, action]: ReadonlyArray<string>) => action === "reveal"
      assert.deepStrictEqual(wordsOf(entries).filter(isReveal), [reveal])
      const others = wordsOf(entries).filter((words) => !isReveal(words))
      assert.deepStrictEqual(others.slice(0, 11), [
        ["console token: a revealer", "remove token", "a reader"],
        ["console token: a revealer", "remove token", "report"],
        ["console token: a revealer", "remove token", "erp"],
        ["console token: a revealer", "remove account", "lin"],
        ["console token: erp of lin", "add token", "report (revealer, all shops)"],
        ["console token: erp of lin", "add link", "a new account (revealer, 1 shop)"],
        ["console: lin", "replace token", "erp (revealer, all shops)"],
        ["console: lin", "add token", "erp (revealer, all shops)"],
        ["console: lin", "add account", "lin (revealer, all shops)"],
        ["console token: a revealer", "add link", "a new account (revealer, all shops)"],
        ["huidan", "add token", "a limited operator (revealer, 1 shop)"]
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
        ["/api/session/link", { token: "Y".repeat(43), name: "lin", password }]
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
        hosts: ["Orders.example", "shop.example:8443", "[fd00::1]:8443", "tls.example:443"]
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
        "tls.example:443"
      ]) {
        assert.isTrue(yield* isKnown(name), name)
      }
      for (const name of ["shop.example", "shop.example:8444", "[fd00::1]", "tls.example:8443", "evil.example:8443"]) {
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
