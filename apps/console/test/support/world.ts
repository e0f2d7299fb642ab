/** A console over a store in memory, with two shops, and accounts of every role. */
import { AdapterError } from "@huidan/core"
import {
  layerSqlite,
  layerStoreWriter,
  makeShopSync,
  masterKey,
  type ShopName,
  type ShopOwners,
  Store,
  type StoreService,
  StoreWriter,
  standardAllowances
} from "@huidan/sync"
import { Context, Effect, Layer, Logger, Redacted, Result } from "effect"
import { HttpRouter } from "effect/http"
import type { SqlClient } from "effect/sql"
import { type QuotaUse, type Role, sessionCookie } from "../../src/api/index.ts"
import { csrfOf } from "../../src/server/accounts/secrets.ts"
import {
  Accounts,
  type AccountsOptions,
  type ConsoleShop,
  ConsoleShops,
  layerAccounts,
  layerConsole,
  routerConfig
} from "../../src/server/index.ts"
import { carries, type FakeOptions, makeFakeAdapter, orderOf, rawOf } from "./FakeShop.ts"

export const own: ShopName = { platform: "fake", shopId: "s1" }
export const others: ShopName = { platform: "fake", shopId: "s2" }

/** What the process has used of the quotas of the own shop. */
export const ownQuotas: ReadonlyArray<QuotaUse> = [
  { operation: "list", title: "Orders by time", used: 3, requests: 20, seconds: 1, verified: true },
  { operation: "detail", title: "One order by its number", used: 45, requests: 300, seconds: 0.5, verified: false }
]

/** A row in the quarantine of each shop. */
export const ownRow = "a".repeat(64)
export const othersRow = "b".repeat(64)

export const host = "127.0.0.1:8481"

export type Send = (request: Request) => Promise<Response>

export interface World {
  readonly send: Send
  readonly accounts: Accounts["Service"]
  /** A token of each role for all shops, and of an operator of the own shop only. */
  readonly tokens: { readonly [Each in Role | "limited"]: string }
  readonly context: Context.Context<Store | StoreWriter | SqlClient.SqlClient | ShopOwners | Accounts>
}

const storeLayer = (file: string) =>
  layerStoreWriter({
    masterKey: masterKey(Redacted.make("0f".repeat(32))),
    name: "a test",
    lease: "36500 days",
    keepsRawAnswers: true
  }).pipe(Layer.provideMerge(layerSqlite({ file, readers: 0 })))

/** One console for the tests of a file that only read, or change what no other test looks at. */
export class SharedWorld extends Context.Service<SharedWorld, World>()("test/SharedWorld") {
  static readonly layer = Layer.effect(
    SharedWorld,
    Effect.suspend(() => makeWorld())
  )
}

/** Low: tests compute many. */
const passwordCost = { N: 16, r: 1, p: 1 }

export interface WorldOptions extends AccountsOptions, FakeOptions {
  readonly page?: string
  readonly hosts?: ReadonlyArray<string>
  /** The file of the store, which is filled unless it has orders; in memory if left out. */
  readonly file?: string
  /** The store as the console has it, for reading and for writing. */
  readonly seen?: (store: StoreService) => StoreService
  readonly writing?: (writer: StoreWriter["Service"]) => StoreWriter["Service"]
  /** Takes what the console logs. */
  readonly logged?: (line: string) => void
  /** Shops beside the two that can be read. */
  readonly more?: ReadonlyArray<ConsoleShop>
  /** The file of the accounts; in memory if left out. */
  readonly accountsFile?: string
}

export const makeWorld = Effect.fnUntraced(function* ({
  accountsFile = ":memory:",
  file = ":memory:",
  logged,
  more = [],
  seen,
  writing,
  ...options
}: WorldOptions = {}) {
  const store = yield* Layer.build(storeLayer(file))
  const accountsContext = yield* Layer.build(
    layerAccounts({ passwordCost, ...options }).pipe(Layer.provide(layerSqlite({ file: accountsFile, readers: 0 })))
  )
  const accounts = Context.get(accountsContext, Accounts)
  const shops = yield* Effect.forEach([own, others], (shop) =>
    Effect.gen(function* () {
      const adapter = makeFakeAdapter(shop, options)
      const sync = yield* makeShopSync({ name: shop, adapter })
      const platformName = adapter.manifest.name
      const quotas = Effect.succeed(shop === own ? ownQuotas : [])
      return {
        name: `shop ${shop.shopId}`,
        stored: shop,
        platformName,
        opened: Result.succeed({ adapter, sync, quotas })
      }
    })
  ).pipe(Effect.provide(store))
  if ((yield* Context.get(store, Store).lastChange).id === 0) {
    yield* Effect.provide(Effect.andThen(fill(own, 1, ownRow), fill(others, 101, othersRow)), store)
  }
  const read = seen === undefined ? store : Context.add(store, Store, seen(Context.get(store, Store)))
  const shown = writing === undefined ? read : Context.add(read, StoreWriter, writing(Context.get(store, StoreWriter)))
  const routes = layerConsole({ page: options.page ?? null, hosts: options.hosts ?? [], isSecure: false }).pipe(
    Layer.provide(Layer.succeedContext(Context.merge(shown, accountsContext))),
    Layer.provide(Layer.succeed(ConsoleShops, [...shops, ...more])),
    Layer.provideMerge(
      logged === undefined ? Layer.empty : Logger.layer([Logger.make(({ message }) => logged(String(message)))])
    )
  )
  const { dispose, handler } = HttpRouter.toWebHandler(routes, { disableLogger: true, routerConfig })
  yield* Effect.addFinalizer(() => Effect.promise(dispose))
  const token = (name: string, role: Role, only: ReadonlyArray<ShopName> | null = null) =>
    Effect.map(accounts.addToken(name, { role, shops: only }, null), Redacted.value)
  const world: World = {
    send: (request) => handler(request),
    accounts,
    tokens: {
      reader: yield* token("a reader", "reader"),
      operator: yield* token("an operator", "operator"),
      revealer: yield* token("a revealer", "revealer"),
      limited: yield* token("a limited operator", "revealer", [own])
    },
    context: Context.merge(store, accountsContext)
  }
  return world
})

/** Three orders and a row that could not be decoded. */
const fill = (shop: ShopName, first: number, fingerprint: string) =>
  Effect.gen(function* () {
    const writer = yield* StoreWriter
    const lane = yield* writer.claim(shop, "backfill")
    const numbers = [first, first + 1, first + 2]
    yield* writer.commitPage(lane, {
      operation: "detail",
      carries,
      meetsWants: true,
      answers: numbers.map((number) => ({
        order: orderOf(shop, `o_${number}`, number, rawOf(`o_${number}`, number)),
        askedAt: 5000
      })),
      wants: [],
      unreadable: [
        {
          askedAt: 5000,
          row: {
            _tag: "Quarantined",
            raw: Redacted.make(rawOf(`o_${first + 9}`, 9)),
            rawNumbers: Redacted.make([]),
            error: new AdapterError({
              platform: shop.platform,
              operation: "detail",
              reason: { _tag: "ResponseDecode", pointer: "/paid", expected: "an amount", found: "text" }
            }),
            fingerprint
          }
        }
      ],
      cursor: null,
      progress: null,
      rereads: null,
      allowances: standardAllowances
    })
  })

/** A request as a program sends it. */
export const request = (
  path: string,
  token: string | null,
  body?: unknown,
  headers: Record<string, string> = {}
): Request =>
  new Request(`http://${host}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      host,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) })
  })

/** What an answer has if it is a problem. */
export interface AnyProblem {
  readonly type: string
  readonly reason: string
}

type By = string | Readonly<Record<string, string>>

/** Removes something; answers with the status. */
export const remove = (world: World, path: string, by: By) => sent(world, path, by, { method: "DELETE" })

/** Changes something; answers with the status. */
export const change = (world: World, path: string, by: By, body: unknown) =>
  sent(world, path, by, { method: "PATCH", body: JSON.stringify(body) })

const sent = (world: World, path: string, by: By, init: { readonly method: string; readonly body?: string }) =>
  Effect.promise(async () => {
    const headers = {
      host,
      ...(init.body === undefined ? {} : { "content-type": "application/json" }),
      ...(typeof by === "string" ? { authorization: `Bearer ${by}` } : by)
    }
    return (await world.send(new Request(`http://${host}${path}`, { ...init, headers }))).status
  })

/** The headers of a session of somebody new. */
export const personOf = (world: World, name = "boss", role: Role = "revealer") =>
  Effect.gen(function* () {
    const link = yield* world.accounts.addLink(null, { role, shops: null })
    const { secret } = yield* world.accounts.redeem(link, name, Redacted.make("correct horse battery"))
    return { cookie: `${sessionCookie.key}=${Redacted.value(secret)}`, "x-huidan-csrf": csrfOf(secret) }
  })

/** The answer to a token, or to headers; its JSON is taken to have the shape that the test expects. */
export const ask = <A = AnyProblem>(
  world: World,
  path: string,
  by: string | Record<string, string> | null,
  body?: unknown
) =>
  Effect.promise(async () => {
    const sent = typeof by === "object" && by !== null ? request(path, null, body, by) : request(path, by, body)
    const response = await world.send(sent)
    const text = await response.text()
    return { status: response.status, type: response.headers.get("content-type"), text, json: parsed(text) as A }
  })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
