/**
 * What nobody should send: for each endpoint values of its schemas, and then parts that are missing, of another type, too long,
 * or no text. `HUIDAN_CONSOLE_REQUESTS` says how many requests each endpoint gets.
 */
import { assert, layer } from "@effect/vitest"
import { Arbitrary, Context, Effect, Schema } from "effect"
import type { HttpApiEndpoint } from "effect/http-api"
import { ConsoleApi, hasRole, NeededRole, problemOfType, Role } from "../src/api/index.ts"
import { privateTexts } from "./support/FakeShop.ts"
import { host, othersRow, ownRow, SharedWorld, type World } from "./support/world.ts"

const requests = Number(process.env["HUIDAN_CONSOLE_REQUESTS"] ?? 12)

type Values = Readonly<Record<string, unknown>>

interface Endpoint {
  readonly name: string
  readonly endpoint: HttpApiEndpoint.Top
  readonly isOpen: boolean
}

const endpoints: ReadonlyArray<Endpoint> = Object.values(ConsoleApi.groups).flatMap((group) =>
  Object.values(group.endpoints as Readonly<Record<string, HttpApiEndpoint.Top>>).map((endpoint) => ({
    name: `${group.identifier}.${endpoint.identifier}`,
    endpoint,
    isOpen: group.identifier === "login"
  }))
)

/** What is done to a valid request. */
const Attack = Schema.Struct({
  slot: Schema.Literals(["none", "params", "query", "payload", "body"]),
  /** Which member: counted from the first, and again from the first. */
  member: Schema.Literals([0, 1, 2, 3, 4, 5, 6, 7]),
  with: Schema.Literals(["nothing", "type", "long", "nul", "surrogate", "others", "empty"]),
  token: Schema.Literals(["reader", "operator", "revealer", "limited", "wrong", "absent"]),
  /** Whether names of what exists stand in place of what the schema gives. */
  isKnown: Schema.Boolean
})
type Attack = typeof Attack.Type

const known: Values = {
  platform: "fake",
  shopId: "s1",
  orderId: "o_1",
  fingerprint: ownRow,
  number: "o_1",
  text: "o_1"
}
const othersValue: Values = { shopId: "s2", orderId: "o_101", fingerprint: othersRow, number: "o_101", text: "o_101" }

const hostileValue = (attack: Attack["with"], name: string): unknown => {
  switch (attack) {
    case "nothing":
      return undefined
    case "type":
      return { a: [1] }
    case "long":
      return "9".repeat(1_048_576)
    case "nul":
      return "a\0b"
    case "surrogate":
      return "a\ud800"
    case "empty":
      return ""
    case "others":
      return othersValue[name] ?? "-1"
  }
}

const attacked = (values: Values, slot: Attack["slot"], attack: Attack): Values => {
  const names = Object.keys(values)
  const name = names[attack.member % Math.max(names.length, 1)]
  if (attack.slot !== slot || name === undefined) return values
  return { ...values, [name]: hostileValue(attack.with, name) }
}

/** As a browser would not write it: a lone surrogate as its bytes. */
const written = (value: unknown): string =>
  encodeURIComponent(typeof value === "string" ? value.replaceAll("\ud800", "\u{f0000}") : JSON.stringify(value))
    .replaceAll("%F3%B0%80%80", "%ED%A0%80")
    .replaceAll(".", "%2E")

const requestOf = (
  { method, path }: HttpApiEndpoint.Top,
  given: { readonly params: Values; readonly query: Values; readonly payload: Values | null },
  attack: Attack,
  tokens: World["tokens"]
): Request => {
  const params = attacked(given.params, "params", attack)
  const query = attacked(given.query, "query", attack)
  const place = path.replaceAll(/:(\w+)/g, (_, name: string) => written(params[name] ?? ""))
  const words = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [`${name}=${written(value)}`]
  )
  const body =
    given.payload === null
      ? null
      : attack.slot === "body"
        ? String(hostileValue(attack.with, "") ?? "")
        : JSON.stringify(attacked(given.payload, "payload", attack))
  const { token } = attack
  return new Request(`http://${host}${place}${words.length === 0 ? "" : `?${words.join("&")}`}`, {
    method,
    headers: {
      host,
      ...(token === "absent" ? {} : { authorization: `Bearer ${token === "wrong" ? "x" : tokens[token]}` }),
      ...(body === null ? {} : { "content-type": "application/json" })
    },
    ...(body === null ? {} : { body })
  })
}

/** Values of a slot as they are sent; `{}` if it has none. */
const samplesOf = (slot: Schema.Top | undefined, seed: string): Effect.Effect<ReadonlyArray<Values>> =>
  slot === undefined
    ? Effect.succeed(Array.from({ length: requests }, () => ({})))
    : Effect.map(Effect.orDie(Arbitrary.sampleEffect(Arbitrary.schema(slot), { count: requests, seed })), (values) =>
        values.map((value) => encoded(slot, value))
      )

const encoded = (slot: Schema.Top, value: unknown): Values =>
  Schema.encodeUnknownSync(slot as Schema.Codec<unknown, Values>)(value)

const withKnown = (values: Values, isKnown: boolean): Values =>
  isKnown ? Object.fromEntries(Object.entries(values).map(([name, value]) => [name, known[name] ?? value])) : values

/** A secret must not be a text that stands elsewhere by chance. */
const unlike = (payload: Values): Values =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      ["text", "password", "token"].includes(name) ? `${String(value)} §` : value
    ])
  )

layer(SharedWorld.layer, { excludeTestServices: true, timeout: "1 minute" })("an endpoint", (it) => {
  for (const { endpoint, isOpen, name } of endpoints) {
    it.effect(`${name} answers with what its schema or a problem says, whatever is sent`, () =>
      Effect.gen(function* () {
        const world = yield* SharedWorld
        const payload = [...endpoint.payload.values()].flatMap(({ schemas }) => schemas)[0]
        const slots = {
          params: yield* samplesOf(endpoint.params, `${name} params`),
          query: yield* samplesOf(endpoint.query, `${name} query`),
          payload: payload === undefined ? null : yield* samplesOf(payload, `${name} payload`)
        }
        const attacks = yield* Effect.orDie(
          Arbitrary.sampleEffect(Arbitrary.schema(Attack), { count: requests, seed: `${name} attacks` })
        )
        for (const [index, attack] of attacks.entries()) {
          const given = {
            params: withKnown(slots.params[index] ?? {}, attack.isKnown),
            query: withKnown(slots.query[index] ?? {}, attack.isKnown),
            payload: slots.payload === null ? null : withKnown(unlike(slots.payload[index] ?? {}), attack.isKnown)
          }
          const response = yield* Effect.promise(() => world.send(requestOf(endpoint, given, attack, world.tokens)))
          const text = yield* textOf(response)
          const sent = `${name}, request ${index}: ${JSON.stringify(attack)} ${JSON.stringify(given).slice(0, 300)}`
          const said = `${sent} → ${response.status} ${text.slice(0, 300)}`
          assert.notStrictEqual(response.status, 500, said)
          if (response.status >= 400) {
            assert.strictEqual(response.headers.get("content-type"), "application/problem+json", said)
            const problem = JSON.parse(text) as {
              readonly type: string
              readonly status: number
              readonly advice: string
            }
            assert.strictEqual(problemOfType(problem.type)?.status, response.status, said)
            assert.strictEqual(problem.status, response.status, said)
            assert.isNotEmpty(problem.advice, said)
          }
          if (!isOpen && (attack.token === "wrong" || attack.token === "absent")) {
            assert.include([400, 401, 404], response.status, said)
          }
          if (name !== "orders.reveal" && name !== "exports.plain") {
            for (const secret of privateTexts) assert.notInclude(text, secret, said)
          }
          if (attack.token === "limited") assert.notInclude(text, `"shopId":"s2"`, said)
          for (const token of Object.values(world.tokens)) assert.notInclude(text, token, said)
        }
      })
    )
  }

  it.effect("is for those who are logged in and have its role", () =>
    Effect.gen(function* () {
      const world = yield* SharedWorld
      const send = (endpoint: HttpApiEndpoint.Top, token: string | null) =>
        Effect.promise(async () => {
          const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => String(known[name] ?? "1"))
          const headers = { host, ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
          const response = await world.send(new Request(`http://${host}${path}`, { method: endpoint.method, headers }))
          await response.body?.cancel()
          return response.status
        })
      for (const { endpoint, isOpen, name } of endpoints) {
        if (isOpen) continue
        assert.deepStrictEqual([yield* send(endpoint, null), yield* send(endpoint, "x")], [401, 401], name)
        const needed = Context.get(endpoint.annotations, NeededRole)
        for (const role of Role.literals) {
          if (!hasRole(role, needed))
            assert.strictEqual(yield* send(endpoint, world.tokens[role]), 403, `${name} ${role}`)
        }
      }
    })
  )
})

/** A stream that does not end is not read. */
const textOf = (response: Response): Effect.Effect<string> =>
  Effect.promise(async () => {
    if (response.headers.get("content-type") !== "text/event-stream") return await response.text()
    await response.body?.cancel()
    return ""
  })
