/** The page behind the console's own guard and login, over a world in memory instead of a store. */
import { createServer } from "node:http"
import { fileURLToPath } from "node:url"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { layerSqlite } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as PubSub from "effect/PubSub"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import {
  type ChangeEvent,
  ConsoleApi,
  type Job,
  NotFound,
  NotInQuarantine,
  type OrderRow,
  type Role,
  type ShopName,
  ShopNotConfigured
} from "../../../src/api/index.ts"
import { Accounts, layerAccounts } from "../../../src/server/accounts/Accounts.ts"
import { layerLogin, layerSession } from "../../../src/server/handlers/session.ts"
import { layerGuard } from "../../../src/server/http/guard.ts"
import { layerLoggedIn } from "../../../src/server/http/loggedIn.ts"
import { layerPage } from "../../../src/server/http/page.ts"
import { layerWithProblems } from "../../../src/server/http/withProblems.ts"
import { type Answer, keepAnswers } from "./answers.ts"
import {
  firstOrder,
  listAnswer,
  listedAccounts,
  makeWorld,
  pageOf,
  secretPhone,
  trackingNumber,
  type World
} from "./world.ts"

const page = fileURLToPath(new URL("../../../dist/page", import.meta.url))

const sumsOf = (from: string, to: string) => {
  const days = []
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    const n = (at / 86_400_000) % 7
    days.push({ day, platform: "paper", currency: "CNY", orders: 10 + n, paid: 123_450, refunded: 1_000 * n })
    days.push({ day, platform: "kite", currency: "CNY", orders: 5 + n, paid: 20_000, refunded: 0 })
  }
  return days.map((day) => ({ ...day, refundedLearnt: 0 }))
}

const layerOrders = (world: World) =>
  HttpApiBuilder.group(ConsoleApi, "orders", (handlers) => {
    const rowOfName = (orderId: string): Effect.Effect<OrderRow, NotFound> => {
      const row = world.orders.find((each) => each.orderId === orderId)
      return row === undefined ? Effect.fail(new NotFound({})) : Effect.succeed(row)
    }
    return handlers.handleAll({
      page: ({ query }) =>
        Effect.succeed(
          pageOf(
            world.orders.filter(
              (row) =>
                (query.trade === undefined || row.trade === query.trade) &&
                (query.refundedFrom === undefined || row.refunded !== 0) &&
                (query.afterSale === undefined || row.afterSale === query.afterSale) &&
                (query.platform === undefined || row.platform === query.platform)
            ),
            query.cursor,
            query.limit ?? 50
          )
        ),
      search: ({ payload }) => {
        const text = Redacted.value(payload.text)
        const rows =
          text === trackingNumber || (payload.by === "phone" && text === secretPhone)
            ? world.orders.slice(0, 1)
            : world.orders.filter(({ orderId, title }) => orderId === text || title === text)
        return Effect.succeed({ rows, next: null, isCut: false, isPartial: false })
      },
      numbers: ({ payload }) => {
        const numbers = Redacted.value(payload.text)
          .split(/\D+/)
          .filter((each) => each !== "")
        const found = numbers.flatMap((number) =>
          world.orders.filter(({ orderId }) => orderId === number).map((order) => ({ number, kind: "order", order }))
        )
        const known = new Set(found.map(({ number }) => number))
        return Effect.succeed({
          found,
          notFound: numbers.filter((number) => !known.has(number) && !world.cutNumbers.includes(number)),
          cut: numbers.filter((number) => world.cutNumbers.includes(number)),
          notLookedUp: [],
          refused: []
        })
      },
      one: ({ params }) =>
        Effect.map(rowOfName(params.orderId), (row) => ({
          row,
          order: { ...firstOrder(false), orderId: row.orderId, key: row.key },
          wanted: null,
          parked: null,
          texts: "encrypted" as const,
          facets: [],
          versions: world.versions
        })),
      versions: () => Effect.succeed({ versions: [] }),
      source: () => Effect.succeed({ answers: [listAnswer, world.source] }),
      reveal: ({ params }) => Effect.map(rowOfName(params.orderId), () => ({ order: { ...firstOrder(true) } })),
      refresh: () => Effect.succeed({ isChanged: false })
    })
  })

const job = (kind: Job["kind"], shop: Job["shop"], period: { since: number; until: number } | null): Job => ({
  id: "1",
  kind,
  shop,
  since: period?.since ?? null,
  until: period?.until ?? null,
  who: "ops",
  started: period?.since ?? 0,
  ended: null,
  state: "running",
  settled: period === null ? null : Math.floor((period.since + period.until) / 2),
  wants: 1,
  read: null,
  compared: null,
  failure: null
})

const layerRest = (world: World, changes: PubSub.PubSub<ChangeEvent>) => {
  const started = (made: Job): Effect.Effect<Job> =>
    Effect.sync(() => {
      world.jobs = [made, ...world.jobs]
      return made
    })
  const setPaused = (paused: boolean): Effect.Effect<void> =>
    Effect.sync(() => {
      world.shops = world.shops.map((shop) => ({ ...shop, paused }))
    })
  return Layer.mergeAll(
    HttpApiBuilder.group(ConsoleApi, "why", (handlers) =>
      handlers.handle("ask", ({ payload }) =>
        Effect.sync(() => {
          world.askedWhy = payload.created ?? null
          return { answers: world.why, isCut: world.isWhyCut }
        })
      )
    ),
    HttpApiBuilder.group(ConsoleApi, "overview", (handlers) =>
      handlers.handleAll({
        days: ({ query }) =>
          Effect.sync(() => ({ days: world.orders.length === 0 ? [] : sumsOf(query.from, query.to) })),
        attention: () =>
          Effect.sync(() => ({
            shops: world.shops.length,
            rightAsOf: world.shops[0]?.rightAsOf ?? null,
            lag: world.shops[0]?.lag ?? null,
            attention: world.attention,
            unloaded: world.unloaded
          }))
      })
    ),
    HttpApiBuilder.group(ConsoleApi, "shops", (handlers) =>
      handlers.handleAll({
        list: () => Effect.sync(() => ({ shops: world.shops, unloaded: world.unloaded })),
        sync: ({ params }) => started(job("sync", params, null)),
        pause: () => setPaused(true),
        resume: () => setPaused(false)
      })
    ),
    HttpApiBuilder.group(ConsoleApi, "jobs", (handlers) =>
      handlers.handleAll({
        list: () => Effect.sync(() => ({ jobs: world.jobs })),
        one: () => Effect.fail(new NotFound({})),
        backfill: ({ payload }) => started(job("backfill", payload, payload)),
        reconcile: ({ payload }) => started(job("reconcile", payload, payload))
      })
    ),
    HttpApiBuilder.group(ConsoleApi, "quarantine", (handlers) =>
      handlers.handleAll({
        list: () => Effect.sync(() => ({ rows: world.quarantine, next: null })),
        one: () => Effect.fail(new NotFound({})),
        replay: ({ params }) => {
          const row = world.quarantine.find(({ fingerprint }) => fingerprint === params.fingerprint)
          if (params.fingerprint.startsWith("f")) {
            return Effect.fail(new ShopNotConfigured({ detail: "The shop is not in the configuration" }))
          }
          if (row === undefined) return Effect.fail(new NotInQuarantine({}))
          if (!world.decodes) {
            return Effect.succeed({ _tag: "Undecoded" as const, reason: row.reason, message: row.message })
          }
          world.quarantine = world.quarantine.filter((each) => each !== row)
          const [order] = world.orders
          return Effect.succeed({
            _tag: "Decoded" as const,
            key: order?.key ?? "",
            orderId: order?.orderId ?? ""
          })
        }
      })
    ),
    HttpApiBuilder.group(ConsoleApi, "audit", (handlers) =>
      handlers.handle("list", () => Effect.sync(() => ({ entries: world.audit, next: null })))
    ),
    HttpApiBuilder.group(ConsoleApi, "changes", (handlers) =>
      handlers.handle("follow", () => {
        const first: ChangeEvent = { id: "0.0", event: "beat", data: { at: 0 } }
        return Effect.succeed(Stream.concat(Stream.make(first), Stream.fromPubSub(changes)))
      })
    ),
    HttpApiBuilder.group(ConsoleApi, "accounts", (handlers) =>
      handlers.handleAll({
        list: () => Effect.succeed(listedAccounts),
        addLink: () => Effect.fail(new NotFound({})),
        addToken: () => Effect.succeed({ token: "" }),
        change: () => Effect.fail(new NotFound({})),
        remove: () => Effect.fail(new NotFound({})),
        removeLink: () => Effect.fail(new NotFound({})),
        removeToken: () => Effect.fail(new NotFound({}))
      })
    ),
    HttpApiBuilder.group(ConsoleApi, "exports", (handlers) =>
      handlers.handleAll({
        ndjson: () => Effect.succeed(Stream.empty),
        csv: () => Effect.succeed(Stream.empty),
        plain: () => Effect.succeed(Stream.empty)
      })
    )
  )
}

/** A running stub. */
export interface StubServer {
  readonly address: string
  readonly world: World
  /** A new account, of all shops if none are named; its password is `password`. */
  readonly addAccount: (name: string, role: Role, shops?: ReadonlyArray<ShopName>) => Promise<void>
  /** A one-time link to a first account. */
  readonly addLink: () => Promise<string>
  /** Everything as it was when the stub was started, except for accounts. */
  readonly reset: () => void
  /** Each answer of the API that was sent since the last call. */
  readonly takeAnswers: () => ReadonlyArray<Answer>
  /** Ends all sessions of an account. */
  readonly endSessions: (name: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** The password of each account of the stub. */
export const password = "paper-boat-on-water"

class Started extends Context.Service<Started, { readonly address: string }>()("@huidan/console/test/Started") {}

/** Starts the stub on a free port of the loopback address. */
export const startStub = async (orders: number): Promise<StubServer> => {
  const world = makeWorld(orders)
  const changes = await Effect.runPromise(PubSub.unbounded<ChangeEvent>())
  world.publish = (event) => void PubSub.publishUnsafe(changes, event)
  const accounts = layerAccounts({ passwordCost: { N: 16, r: 1, p: 1 } }).pipe(
    Layer.provide(layerSqlite({ file: ":memory:", readers: 0 }))
  )
  const routes = Layer.mergeAll(
    HttpApiBuilder.layer(ConsoleApi).pipe(
      Layer.provide([layerLogin(false), layerSession(false), layerOrders(world), layerRest(world, changes)]),
      Layer.provide([layerLoggedIn, layerWithProblems])
    ),
    layerPage(page),
    layerGuard({ hosts: [], isSecure: false })
  ).pipe(Layer.provide(NodeHttpServer.layerHttpServices))
  const http = createServer()
  const takeAnswers = keepAnswers(http)
  const server = NodeHttpServer.layer(() => http, {
    port: 0,
    host: "127.0.0.1",
    gracefulShutdownTimeout: "100 millis"
  })
  const started = Layer.effect(
    Started,
    Effect.map(HttpServer.HttpServer, ({ address }) => ({
      address: address._tag === "InetAddressV4" ? `http://127.0.0.1:${address.port}` : ""
    }))
  )
  const runtime = ManagedRuntime.make(
    Layer.mergeAll(
      HttpRouter.serve(routes, { disableLogger: true, disableListenLog: true, routerConfig: { maxParamLength: 1000 } }),
      started
    ).pipe(Layer.provideMerge(accounts), Layer.provide(server))
  )
  const { address } = await runtime.runPromise(Started)
  const link = (role: Role, shops: ReadonlyArray<ShopName> | null = null) =>
    Effect.flatMap(Accounts, (each) => each.addLink(null, { role, shops }))
  return {
    address,
    world,
    addAccount: (name, role, shops) =>
      runtime.runPromise(
        Effect.gen(function* () {
          const each = yield* Accounts
          yield* each.redeem(yield* link(role, shops), name, Redacted.make(password))
        })
      ),
    addLink: () => runtime.runPromise(Effect.map(link("revealer"), Redacted.value)),
    reset: () => {
      const { publish } = world
      Object.assign(world, makeWorld(orders), { publish })
    },
    takeAnswers,
    // A new password ends the sessions that were begun with the old one.
    endSessions: (name) =>
      runtime.runPromise(
        Effect.gen(function* () {
          const each = yield* Accounts
          yield* each.redeem(yield* each.addLink(name, { role: "reader", shops: null }), null, Redacted.make(password))
        })
      ),
    close: () => runtime.dispose()
  }
}
