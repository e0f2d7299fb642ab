/// <reference lib="dom" />
/**
 * Opens the page over the store of a file, as `huidan serve` serves it, and measures in the browser. Writes the figures to the
 * standard output, as JSON. `node bench/console/measure.ts FILE`.
 */
import { createServer } from "node:http"
import { fileURLToPath } from "node:url"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { layerSqlite, layerStoreWriter, masterKey } from "@huidan/sync"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import {
  Accounts,
  ConsoleShops,
  layerAccounts,
  layerConsole,
  routerConfig
} from "../../apps/console/src/server/index.ts"
import { contextOf, launch } from "../../apps/console/test/page/chromium.ts"
import { startUserBrowser } from "./UserBrowser.ts"

/** In milliseconds. */
export interface MeasuredPage {
  /** From the address of the orders to the first orders that are seen. */
  readonly paints: ReadonlyArray<number>
  /** From the address of the overview to its numbers. */
  readonly overview: ReadonlyArray<number>
  /** From the choice in a filter until its answer is seen. */
  readonly answers: ReadonlyArray<number>
}

const times = 20

const [, , file = ""] = process.argv
const page = fileURLToPath(new URL("../../apps/console/dist/page", import.meta.url))
const credentials = { name: "bench", password: "a password of a benchmark" }

/** Serves the console until the scope ends. Answers with its address. */
const served = Effect.gen(function* () {
  const store = yield* Layer.build(
    layerStoreWriter({
      masterKey: masterKey(Redacted.make("0f".repeat(32))),
      name: "pnpm bench console",
      lease: "1 hour"
    }).pipe(Layer.provideMerge(layerSqlite({ file })))
  )
  const known = yield* Layer.build(
    layerAccounts({ passwordCost: { N: 16, r: 1, p: 1 } }).pipe(
      Layer.provide(layerSqlite({ file: ":memory:", readers: 0 }))
    )
  )
  const accounts = Context.get(known, Accounts)
  const link = yield* accounts.addLink(null, { role: "reader", shops: null })
  yield* accounts.redeem(link, credentials.name, Redacted.make(credentials.password))
  const server = yield* NodeHttpServer.make(() => createServer(), { host: "127.0.0.1", port: 0 })
  const routes = layerConsole({ page, hosts: [], isSecure: false }).pipe(
    Layer.provide(Layer.succeedContext(Context.merge(store, known))),
    Layer.provide(Layer.succeed(ConsoleShops, []))
  )
  yield* Layer.build(
    HttpRouter.serve(routes, { disableLogger: true, disableListenLog: true, routerConfig }).pipe(
      Layer.provide(Layer.succeed(HttpServer.HttpServer, server))
    )
  )
  return HttpServer.formatAddress(server.address)
})

const measure = async (address: string): Promise<MeasuredPage> => {
  const browser = await launch()
  const first = await contextOf(browser)
  const login = await first.request.post(`${address}/api/session`, { data: credentials })
  if (!login.ok()) throw new Error(`the login was answered with ${login.status()}`)
  const cookie = (await first.cookies()).map(({ name, value }) => `${name}=${value}`)[0] ?? ""
  const user = await startUserBrowser()
  const paint = (path: string, selector: string) => user.paint(`${address}${path}`, selector, cookie)
  const paints: Array<number> = []
  const overview: Array<number> = []
  try {
    // Its first window waits for Chromium itself.
    await paint("/orders", "main#content tbody a")
    for (let time = 0; time < times; time++) {
      paints.push(await paint("/orders", "main#content tbody a"))
      overview.push(await paint("/", "main#content .figure-value"))
    }
  } finally {
    await user.close()
  }

  const visited = await first.newPage()
  await visited.goto(`${address}/orders`)
  await visited.locator("main#content tbody a").first().waitFor()
  const trade = visited.getByLabel("订单状态")
  const afterSale = visited.getByLabel("售后状态")
  const valuesOf = (select: typeof trade) =>
    select.evaluate((element) => [...(element as HTMLSelectElement).options].map(({ value }) => value))

  /** Chooses as a person does, and waits until the answer has come and the frame after it is shown. */
  const choose = (select: typeof trade, value: string): Promise<number> =>
    select.evaluate(async (element, chosen) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const answered = () => performance.getEntriesByType("resource").some(({ name }) => name.includes("/api/orders?"))
      performance.clearResourceTimings()
      const start = performance.now()
      Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value")?.set?.call(element, chosen)
      element.dispatchEvent(new Event("change", { bubbles: true }))
      while (!answered()) await frame()
      await frame()
      return performance.now() - start
    }, value)

  // Each pair of filters once: what was asked for before would come from the page's own cache.
  const answers: Array<number> = []
  const trades = (await valuesOf(trade)).filter((value) => value !== "")
  for (const [row, kind] of (await valuesOf(afterSale)).filter((value) => value !== "").entries()) {
    answers.push(await choose(afterSale, kind))
    const others = row % 2 === 0 ? trades : trades.toReversed()
    for (const state of row === 0 ? others : others.slice(1)) answers.push(await choose(trade, state))
  }
  await browser.close()
  return { paints, overview, answers }
}

const program = Effect.gen(function* () {
  const address = yield* served
  const measured = yield* Effect.promise(() => measure(address))
  console.log(JSON.stringify(measured))
})

NodeRuntime.runMain(Effect.scoped(program))
