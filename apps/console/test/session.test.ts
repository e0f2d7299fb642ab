/** Logging in and out, and what a browser must show of itself. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import type { AccountView, Me } from "../src/api/index.ts"
import { ask, host, makeWorld, own, personOf, remove, request, type World } from "./support/world.ts"

const password = "correct horse battery"

interface Answered {
  readonly status: number
  readonly json: Me & { readonly type: string; readonly retryAfter: number }
  readonly cookie: string | null
}

const send = (world: World, sent: Request): Effect.Effect<Answered> =>
  Effect.promise(async () => {
    const response = await world.send(sent)
    const text = await response.text()
    return {
      status: response.status,
      json: JSON.parse(text === "" ? "{}" : text) as Answered["json"],
      cookie: response.headers.get("set-cookie")
    }
  })

const post = (world: World, path: string, body: unknown, headers: Record<string, string> = {}) =>
  send(world, request(path, null, body, headers))

const sessionOf = ({ cookie }: Answered): string => (cookie ?? "").split(";")[0] ?? ""

/** The first account, by the link that the first start prints. */
const firstAccount = Effect.fnUntraced(function* (world: World) {
  const link = yield* Effect.orDie(world.accounts.firstLink)
  const token = link === null ? "" : Redacted.value(link)
  const answer = yield* post(world, "/api/session/link", { token, name: "lin", password })
  return { answer, token }
})

describe("a session", () => {
  it.live("begins with a link that can be used once, and then with the password", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const { answer, token } = yield* firstAccount(world)
      assert.deepStrictEqual([answer.status, answer.json.role, answer.json.shops], [200, "revealer", null])
      assert.match(answer.cookie ?? "", /^huidan_session=[\w-]{43}; .*HttpOnly/)
      for (const word of ["SameSite=Strict", "Path=/"]) assert.include(answer.cookie, word)
      assert.strictEqual((yield* post(world, "/api/session/link", { token, name: "other", password })).status, 410)
      assert.isNull(yield* world.accounts.firstLink)
      const wrong = yield* post(world, "/api/session", { name: "lin", password: "a password of nobody" })
      const nobody = yield* post(world, "/api/session", { name: "nobody", password })
      assert.deepStrictEqual([wrong.status, nobody.status, wrong.json], [401, 401, nobody.json])
      const right = yield* post(world, "/api/session", { name: "lin", password })
      const me = yield* send(world, request("/api/session", null, undefined, { cookie: sessionOf(right) }))
      assert.deepStrictEqual(me.json, right.json)
    })
  )

  it.live("ends when it is logged out, when a new password is set, and by itself", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const { answer } = yield* firstAccount(world)
      const cookie = sessionOf(answer)
      const isIn = (session: string) =>
        Effect.map(send(world, request("/api/session", null, undefined, { cookie: session })), ({ status }) => status)
      assert.strictEqual(yield* isIn(cookie), 200)
      const logout = new Request(`http://${host}/api/session`, {
        method: "DELETE",
        headers: { host, cookie, "x-huidan-csrf": answer.json.csrf ?? "" }
      })
      const left = yield* send(world, logout)
      assert.deepStrictEqual([left.status, yield* isIn(cookie)], [204, 401])
      assert.match(left.cookie ?? "", /^huidan_session=;/)
      const again = sessionOf(yield* post(world, "/api/session", { name: "lin", password }))
      const link = yield* world.accounts.addLink("lin", { role: "reader", shops: null })
      const changed = { token: Redacted.value(link), password: "another password" }
      const after = yield* post(world, "/api/session/link", changed)
      assert.deepStrictEqual(
        [after.json.role, yield* isIn(again), yield* isIn(sessionOf(after))],
        ["revealer", 401, 200]
      )
      assert.strictEqual((yield* post(world, "/api/session", { name: "lin", password })).status, 401)
      const short = yield* makeWorld({ sessionFor: "1 millis" })
      const brief = sessionOf((yield* firstAccount(short)).answer)
      yield* Effect.sleep(5)
      assert.strictEqual((yield* send(short, request("/api/session", null, undefined, { cookie: brief }))).status, 401)
    })
  )

  it.live("is refused after too many tries, before a hash is computed", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      for (let tries = 0; tries < 10; tries++)
        yield* post(world, "/api/session", { name: "lin", password: "a password of nobody" })
      const refused = yield* post(world, "/api/session", { name: "lin", password: "a password of nobody" })
      assert.strictEqual(refused.status, 429)
      assert.isAtLeast(refused.json.retryAfter, 1)
      assert.strictEqual(
        (yield* post(world, "/api/session", { name: "wu", password: "a password of nobody" })).status,
        401
      )
    })
  )
})

describe("accounts", () => {
  it.live("are made by links, limited to shops, listed and removed, by who sees all shops", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const { limited, revealer } = world.tokens
      const rights = { role: "reader", shops: [own] }
      const boss = yield* personOf(world)
      assert.strictEqual((yield* ask(world, "/api/accounts/links", limited, rights)).status, 403)
      const link = yield* ask<{ path: string }>(world, "/api/accounts/links", boss, rights)
      const token = link.json.path.replace("/welcome#", "")
      const made = yield* post(world, "/api/session/link", { token, name: "wu", password })
      assert.deepStrictEqual([made.json.role, made.json.shops], ["reader", [own]])
      const list = yield* ask<{ accounts: ReadonlyArray<AccountView> }>(world, "/api/accounts", revealer)
      assert.deepStrictEqual(
        list.json.accounts.map(({ name, shops }) => [name, shops]),
        [
          ["boss", null],
          ["wu", [own]]
        ]
      )
      const program = { name: "a report", ...rights, expires: null }
      const given = yield* ask<{ token: string }>(world, "/api/accounts/tokens", boss, program)
      assert.strictEqual((yield* ask(world, "/api/orders", given.json.token)).status, 200)
      const removed = [
        yield* remove(world, "/api/accounts/wu", boss),
        yield* remove(world, "/api/accounts/wu", boss),
        yield* remove(world, "/api/accounts/tokens/a%20report", boss)
      ]
      assert.deepStrictEqual(removed, [204, 404, 204])
      assert.strictEqual((yield* ask(world, "/api/orders", given.json.token)).status, 401)
      const gone = request("/api/session", null, undefined, { cookie: sessionOf(made) })
      assert.strictEqual((yield* send(world, gone)).status, 401)
    })
  )
})

describe("a request", () => {
  it.live("that changes something must have what only the page knows, and be of this host", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const { answer } = yield* firstAccount(world)
      const cookie = sessionOf(answer)
      const csrf = { "x-huidan-csrf": answer.json.csrf ?? "" }
      const pause = (headers: Record<string, string>) =>
        Effect.map(post(world, "/api/shops/fake/s1/pause", "", { cookie, ...headers }), ({ json, status }) =>
          status === 204 ? "done" : json.type.replace("urn:huidan:problem:", "")
        )
      assert.strictEqual(yield* pause(csrf), "done")
      assert.strictEqual(yield* pause({ ...csrf, origin: `http://${host}`, "sec-fetch-site": "same-origin" }), "done")
      assert.strictEqual(yield* pause({}), "request-forged")
      assert.strictEqual(yield* pause({ "x-huidan-csrf": "x" }), "request-forged")
      assert.strictEqual(yield* pause({ ...csrf, origin: "http://evil.example" }), "request-forged")
      assert.strictEqual(yield* pause({ ...csrf, origin: "null" }), "request-forged")
      assert.strictEqual(yield* pause({ ...csrf, "sec-fetch-site": "cross-site" }), "request-forged")
      assert.strictEqual(yield* pause({ ...csrf, host: "evil.example:8481" }), "wrong-host")
      const rebound = yield* send(world, request("/api/session", null, undefined, { cookie, host: "evil.example" }))
      assert.strictEqual(rebound.status, 421)
      const login = yield* post(world, "/api/session", { name: "lin", password }, { origin: "http://evil.example" })
      assert.deepStrictEqual([login.status, login.cookie], [403, null])
    })
  )

  it.live("has its session also with an authorization that is no bearer token, as a proxy adds one", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const cookie = sessionOf((yield* firstAccount(world)).answer)
      const statusWith = (authorization: string) =>
        Effect.map(
          send(world, request("/api/session", null, undefined, { cookie, authorization })),
          ({ status }) => status
        )
      assert.strictEqual(yield* statusWith("Basic bGluOng="), 200)
      for (const bearer of ["Bearer x", "bearer", `Bearer ${"Zq".repeat(100)}`]) {
        assert.strictEqual(yield* statusWith(bearer), 401, bearer)
      }
    })
  )

  it.live("may name an IPv6 address of the console, in brackets", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld({ hosts: ["fd00::1"] })
      const statusOf = (name: string) =>
        Effect.map(send(world, request("/api/session", null, undefined, { host: name })), ({ status }) => status)
      assert.deepStrictEqual([yield* statusOf("[fd00::1]:8481"), yield* statusOf("[fd00::2]:8481")], [401, 421])
    })
  )

  it.live("with a guessed link is refused after too many, and locks no login and no right link out", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld()
      const guess = () => post(world, "/api/session/link", { token: "Z".repeat(43), name: "wu", password })
      const statuses: Array<number> = []
      for (let tries = 0; tries < 31; tries++) statuses.push((yield* guess()).status)
      assert.deepStrictEqual([statuses[0], statuses.at(-1)], [410, 429])
      assert.strictEqual((yield* firstAccount(world)).answer.status, 200)
      assert.strictEqual((yield* post(world, "/api/session", { name: "lin", password })).status, 200)
    })
  )
})
