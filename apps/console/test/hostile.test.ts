/**
 * What nobody should send: for each endpoint values of its schemas in which parts are missing, of another type, too long, no
 * text, or of another one's shop. `HUIDAN_CONSOLE_REQUESTS` says how many requests each endpoint gets, 200 if it is not set:
 * each part of each endpoint is then attacked in each way.
 */
import { assert, layer } from "@effect/vitest"
import { Arbitrary, Context, Effect, Schema } from "effect"
import type { HttpApiEndpoint } from "effect/http-api"
import { ConsoleApi, hasRole, NeededRole, problemOfType, Role } from "../src/api/index.ts"
import { privateTexts } from "./support/FakeShop.ts"
import { host, othersRow, ownRow, personOf, SharedWorld, type World } from "./support/world.ts"

const requests = Number(process.env["HUIDAN_CONSOLE_REQUESTS"] ?? 200)

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

const hostile = ["nothing", "type", "long", "nul", "surrogate", "empty", "others"] as const
const senders = ["reader", "operator", "revealer", "person", "limited", "wrong", "absent"] as const

/** What is done to a request. */
interface Attack {
  readonly slot: "none" | "params" | "query" | "payload" | "body"
  readonly member: string
  readonly with: (typeof hostile)[number]
  readonly token: (typeof senders)[number]
  /** Whose names stand in place of what the schema gives; `null`: nobody's. */
  readonly names: "own" | "others" | null
  /** Characters of a value that is too long. */
  readonly length: number
}

const mebibyte = 1_048_576

/** At, below and above what the schemas allow, and far beyond. */
const lengths = [
  1, 2, 63, 64, 65, 127, 128, 129, 199, 200, 201, 255, 256, 257, 511, 512, 513, 1000, 1001, 20_000, 20_001, 65_536
]

/** A whole mebibyte when a part is attacked for the first time, then one length after the other. */
const lengthAt = (round: number): number => (round === 0 ? mebibyte : (lengths[round % lengths.length] ?? mebibyte))

/**
 * First what each account may not see or do, then each part in each way, spread over as many requests as are wanted; what is
 * left of them does it again with other values.
 */
const attacksOf = (members: Readonly<Record<"params" | "query" | "payload", ReadonlyArray<string>>>) => {
  const always = senders.flatMap(
    (token): ReadonlyArray<Attack> =>
      (["own", "others"] as const).map((names) => ({
        slot: "none",
        member: "",
        with: "empty",
        token,
        names,
        length: 0
      }))
  )
  const parts = (["params", "query", "payload"] as const).flatMap((slot) =>
    members[slot].flatMap((member) => hostile.map((attack) => ({ slot, member, with: attack }) as const))
  )
  const bodies =
    members.payload.length === 0 ? [] : hostile.map((each) => ({ slot: "body", member: "", with: each }) as const)
  const all = [...parts, ...bodies]
  const rest = Math.max(0, requests - always.length)
  const step = Math.max(1, all.length / Math.max(1, rest))
  const ofPart = (index: number): ReadonlyArray<Attack> => {
    const place = Math.floor(index * step)
    const part = all[place % all.length]
    if (part === undefined) return []
    // In each round another sender attacks a part.
    const round = Math.floor(place / all.length)
    const turn = (place % all.length) + round
    return [
      {
        ...part,
        token: (["limited", "revealer", "person"] as const)[turn % 3] ?? "person",
        names: turn % 2 === 0 ? "own" : null,
        length: lengthAt(round)
      }
    ]
  }
  return [...always, ...Array.from({ length: rest }, (_, index) => ofPart(index)).flat()]
}

const known: Values = {
  platform: "fake",
  shopId: "s1",
  orderId: "o_1",
  fingerprint: ownRow,
  number: "o_1"
}
const othersValue: Values = { shopId: "s2", orderId: "o_101", fingerprint: othersRow, number: "o_101" }

const secretMembers = ["text", "password", "token"]

const hostileValue = (attack: Attack, name: string): unknown => {
  switch (attack.with) {
    case "nothing":
      return undefined
    case "type":
      return { a: [1] }
    case "long":
      // A secret must not stand elsewhere, and other values are shown.
      return secretMembers.includes(name)
        ? "z8".repeat(attack.length).slice(0, attack.length)
        : "9".repeat(attack.length)
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

const attacked = (values: Values, slot: Attack["slot"], attack: Attack): Values =>
  attack.slot === slot ? { ...values, [attack.member]: hostileValue(attack, attack.member) } : values

/** As a browser would not write it: a lone surrogate as its bytes. */
const written = (value: unknown): string =>
  encodeURIComponent(typeof value === "string" ? value.replaceAll("\ud800", "\u{f0000}") : JSON.stringify(value))
    .replaceAll("%F3%B0%80%80", "%ED%A0%80")
    .replaceAll(".", "%2E")

const requestOf = (
  { method, path }: HttpApiEndpoint.Top,
  given: { readonly params: Values; readonly query: Values; readonly payload: Values | null },
  attack: Attack,
  tokens: World["tokens"],
  person: Readonly<Record<string, string>>
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
        ? String(hostileValue(attack, "") ?? "")
        : JSON.stringify(attacked(given.payload, "payload", attack))
  const { token } = attack
  return new Request(`http://${host}${place}${words.length === 0 ? "" : `?${words.join("&")}`}`, {
    method,
    headers: {
      host,
      ...(token === "absent"
        ? {}
        : token === "person"
          ? person
          : { authorization: `Bearer ${token === "wrong" ? "x" : tokens[token]}` }),
      ...(body === null ? {} : { "content-type": "application/json" })
    },
    ...(body === null ? {} : { body })
  })
}

/**
 * The schema as it is sent, if it has secrets. A generated word that was redacted once must not be shown, but may stand in
 * any message by chance.
 */
const withPlainSecrets = (slot: Schema.Top): Schema.Top => {
  const members = slot.ast._tag === "Objects" ? slot.ast.propertySignatures : []
  return members.some(({ name }) => secretMembers.includes(String(name))) ? Schema.toEncoded(slot) : slot
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

const withNames = (values: Values, names: Attack["names"]): Values => {
  const chosen = names === null ? {} : names === "own" ? known : { ...known, ...othersValue }
  return { ...values, ...Object.fromEntries(Object.entries(chosen).filter(([name]) => name in values)) }
}

/** The members that the values have, of which some can be left out. */
const membersOf = (values: ReadonlyArray<Values> | null): ReadonlyArray<string> => [
  ...new Set((values ?? []).flatMap((each) => Object.keys(each)))
]

/**
 * A secret must not stand elsewhere by chance, nor may a word of it, or its digits: they are looked for in all that the tests
 * show.
 */
const unlike = (payload: Values): Values =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      secretMembers.includes(name) ? String(value).replaceAll(/[\p{L}\p{N}_]+/gu, (word) => `${word}-8815z`) : value
    ])
  )

layer(SharedWorld.layer, { excludeTestServices: true, timeout: "1 minute" })("an endpoint", (it) => {
  for (const { endpoint, isOpen, name } of endpoints) {
    it.effect(
      `${name} answers with what its schema or a problem says, whatever is sent`,
      () =>
        Effect.gen(function* () {
          const world = yield* SharedWorld
          const person = yield* personOf(world, `person of ${name}`)
          const sent = [...endpoint.payload.values()].flatMap(({ schemas }) => schemas)[0]
          const payload = sent === undefined ? undefined : withPlainSecrets(sent)
          const slots = {
            params: yield* samplesOf(endpoint.params, `${name} params`),
            query: yield* samplesOf(endpoint.query, `${name} query`),
            payload: payload === undefined ? null : yield* samplesOf(payload, `${name} payload`)
          }
          const members = {
            params: membersOf(slots.params),
            query: membersOf(slots.query),
            payload: membersOf(slots.payload)
          }
          for (const [index, attack] of attacksOf(members).entries()) {
            const at = index % requests
            const given = {
              params: withNames(slots.params[at] ?? {}, attack.names),
              query: withNames(slots.query[at] ?? {}, attack.names),
              payload: slots.payload === null ? null : withNames(unlike(slots.payload[at] ?? {}), attack.names)
            }
            const response = yield* Effect.promise(() =>
              world.send(requestOf(endpoint, given, attack, world.tokens, person))
            )
            const text = yield* textOf(response)
            const asked = `${name}, request ${index}: ${JSON.stringify(attack)} ${JSON.stringify(given).slice(0, 300)}`
            const said = `${asked} → ${response.status} ${text.slice(0, 300)}`
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
            if (attack.token === "limited") {
              assert.notInclude(text, `"shopId":"s2"`, said)
              // What can only be about another one's shop is not there.
              if (
                attack.slot === "none" &&
                attack.names === "others" &&
                members.params.some((each) => each in othersValue)
              ) {
                assert.include([404, 409], response.status, said)
              }
            }
            for (const token of Object.values(world.tokens)) assert.notInclude(text, token, said)
          }
        }),
      30_000 + requests * 50
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
