import { createServer } from "node:http"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { type LiveOptions, startSandbox } from "../src/index.ts"

/** The example platform of the conformance kit: a package that resolves itself by name from its own folder. */
const folder = fileURLToPath(new URL("../../../packages/conformance/test/corner-shop/", import.meta.url))
const cornerShop = { packages: ["corner-shop"], folder }

const fetchText = (url: string, init?: RequestInit) =>
  Effect.tryPromise(async () => {
    const response = await fetch(url, init)
    return { status: response.status, text: await response.text() }
  })

const fetchJson = (url: string, init?: RequestInit) => Effect.map(fetchText(url, init), ({ text }) => JSON.parse(text))

describe("startSandbox", () => {
  it.live("serves each twin under its platform's name, on this machine only", () =>
    Effect.gen(function* () {
      const { url, shops } = yield* startSandbox({ ...cornerShop, orders: 30 })
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect(
        shops.map(({ package: name, platform, baseUrl, shopOptions }) => ({ name, platform, baseUrl, shopOptions }))
      ).toEqual([
        {
          name: "corner-shop",
          platform: "corner_shop",
          baseUrl: `${url}/corner_shop`,
          shopOptions: {
            options: { baseUrl: `${url}/corner_shop`, shopId: "shop-1" },
            secrets: { secret: "corner-secret" }
          }
        }
      ])
      const baseUrl = shops[0]!.baseUrl
      const { token } = yield* fetchJson(`${baseUrl}/token?secret=corner-secret`)
      const list = yield* fetchJson(`${baseUrl}/order/list?token=${token}&from=0&to=1717200000&size=20`)
      expect(list.data.total).toBe(33)
      const order = shops[0]!.twin.orders()[0]!
      const body = new URLSearchParams({ id: order.orderId })
      const detail = yield* fetchText(`${baseUrl}/order/detail?token=${token}`, { method: "POST", body })
      expect(detail).toEqual({ status: 200, text: shops[0]!.twin.body("order.detail", [order]) })
    })
  )

  it.live("answers with the truth: the orders, what was served, what was poisoned", () =>
    Effect.gen(function* () {
      const { url, shops, truth, baseTime } = yield* startSandbox({ ...cornerShop, orders: 30, seed: 5 })
      const before = yield* fetchJson(`${url}/-/truth`)
      expect(before).toMatchObject({ seed: 5, baseTime: "2024-06-01T00:00:00.000Z" })
      expect(DateTime.formatIso(baseTime)).toBe(before.baseTime)
      expect(before.platforms).toMatchObject([
        {
          package: "corner-shop",
          prefix: "corner_shop",
          platform: "corner_shop",
          shopId: "shop-1",
          finds: "list",
          all: { orders: 30 },
          served: { orders: 0, payable: 0, byState: {} },
          requests: 0
        }
      ])
      expect(before.platforms[0].poisoned).toHaveLength(3)
      const baseUrl = shops[0]!.baseUrl
      const { token } = yield* fetchJson(`${baseUrl}/token?secret=corner-secret`)
      for (const page of [1, 2]) {
        yield* fetchJson(`${baseUrl}/order/list?token=${token}&from=0&to=1717200000&size=20&page=${page}`)
      }
      const after = yield* fetchJson(`${url}/-/truth`)
      expect(after).toEqual(JSON.parse(JSON.stringify(truth())))
      expect(after.platforms[0].served).toEqual(before.platforms[0].all)
      expect(after.platforms[0].poisoned.every(({ served }: { served: boolean }) => served)).toBe(true)
      expect(JSON.stringify(after)).not.toContain("corner-secret")
    })
  )

  it.live("is the same for the same seed, and differs for another", () =>
    Effect.gen(function* () {
      const truthOf = (seed: number) =>
        Effect.scoped(Effect.map(startSandbox({ ...cornerShop, seed }), ({ truth }) => truth().platforms[0]))
      const [first, second, other] = [yield* truthOf(1), yield* truthOf(1), yield* truthOf(2)]
      expect(first).toEqual(second)
      expect(first?.all).not.toEqual(other?.all)
    })
  )

  it.live("answers an unknown path with the known ones", () =>
    Effect.gen(function* () {
      const { url } = yield* startSandbox(cornerShop)
      expect(yield* fetchText(`${url}/xiaoma/order`)).toEqual({
        status: 404,
        text: "Nothing here. Try /corner_shop, /-/truth\n"
      })
      expect((yield* fetchText(`${url}/corner_shop/none`)).status).toBe(404)
    })
  )

  it.live("sends the faults that its journal lists", () =>
    Effect.gen(function* () {
      const { shops } = yield* startSandbox({ ...cornerShop, orders: 1, faults: 1, seed: 2 })
      const { baseUrl, twin } = shops[0]!
      const outcomes = yield* Effect.forEach(Array.from({ length: 40 }), () =>
        fetchText(`${baseUrl}/token?secret=corner-secret`).pipe(
          Effect.map(({ status, text }) => (text.startsWith("<") ? `page ${status}` : `json ${status}`)),
          Effect.orElseSucceed(() => "broken")
        )
      )
      const expected = twin.journal().map(({ fault, status }) => {
        if (fault === "reset" || fault === "cut-body") return "broken"
        return fault === "http-status" || fault === "html" ? `page ${status}` : `json ${status}`
      })
      expect(outcomes).toEqual(expected)
      const faults = new Set(twin.journal().map(({ fault }) => fault))
      expect([...faults]).toEqual(expect.arrayContaining(["reset", "cut-body", "html", "http-status"]))
    })
  )
})

describe("a living sandbox", () => {
  const livingShop = { packages: ["corner-shop/living"], folder, orders: 20 }

  /** A program that takes pushes, and answers them with this status. */
  const receiver = (status: number) =>
    Effect.gen(function* () {
      const got: Array<{ readonly path: string | undefined; readonly body: string }> = []
      const server = createServer((request, response) => {
        let body = ""
        request.setEncoding("utf8").on("data", (piece: string) => {
          body += piece
        })
        request.on("end", () => {
          got.push({ path: request.url, body })
          response.writeHead(status).end()
        })
      })
      yield* Effect.acquireRelease(
        Effect.callback<void>((resume) => {
          server.listen(0, "127.0.0.1", () => resume(Effect.void))
        }),
        () =>
          Effect.sync(() => {
            server.closeAllConnections()
            server.close()
          })
      )
      return { got, url: `http://127.0.0.1:${Object(server.address()).port}` }
    })

  const until = (isReached: () => boolean) => Effect.sleep(10).pipe(Effect.repeat({ until: isReached }))

  it.live("changes orders from now on, sends pushes of the changes, and tells what is true", () =>
    Effect.gen(function* () {
      const { got, url: to } = yield* receiver(200)
      // The base time is a whole second.
      const before = Date.now() - 1000
      const live = { changesPerMinute: 30_000, pushTo: `${to}/push/{shop}/{platform}?key=a` }
      const { baseTime, shops, truth, url } = yield* startSandbox({ ...livingShop, live })
      const counts = () => truth().platforms[0]!.live!
      yield* until(() => counts().created > 3 && counts().changed > 10 && counts().pushes.accepted > 10)
      expect(DateTime.toEpochMillis(baseTime)).toBeGreaterThanOrEqual(before)
      expect(got[0]!.path).toBe("/push/living_shop-sandbox/living_shop?key=a&sign=1")
      expect(JSON.parse(got[0]!.body)).toMatchObject({ order: expect.stringMatching(/^\d+$/) })
      const { orders } = yield* fetchJson(`${url}/-/orders/living_shop`)
      expect(orders.length).toBeGreaterThanOrEqual(23)
      const updated = orders.map(({ expected }: { expected: unknown }) =>
        Date.parse(Object(expected)["order.detail"].times.updated)
      )
      expect(Math.max(...updated)).toBeGreaterThanOrEqual(before - 1000)
      expect(shops[0]!.twin.truth().all.orders).toBeGreaterThanOrEqual(orders.length)
    })
  )

  it.live("counts pushes that nobody takes, and goes on", () =>
    Effect.gen(function* () {
      const live = { changesPerMinute: 60_000, pushTo: "http://127.0.0.1:1/push" }
      const { truth } = yield* startSandbox({ ...livingShop, live })
      const counts = () => truth().platforms[0]!.live!
      yield* until(() => counts().pushes.dropped > 0)
      const { changed } = counts()
      yield* until(() => counts().changed > changed)
      expect(counts().pushes.accepted).toBe(0)
    })
  )

  it.live("refuses a rate and an address that cannot be", () =>
    Effect.gen(function* () {
      const refusal = (live: LiveOptions) =>
        Effect.map(Effect.flip(Effect.scoped(startSandbox({ ...livingShop, live }))), ({ message }) => message)
      expect(yield* refusal({ changesPerMinute: 0 })).toContain("0 changes per minute are not possible")
      expect(yield* refusal({ pushTo: "localhost/push" })).toContain("must begin with http:// or https://")
    })
  )

  it.live("listens where it is told, and names an address that can be called", () =>
    Effect.gen(function* () {
      const { url } = yield* startSandbox({ ...cornerShop, host: "0.0.0.0" })
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect((yield* fetchText(`${url}/-/truth`)).status).toBe(200)
    })
  )
})

describe("startSandbox is refused by", () => {
  const refusal = (options: Parameters<typeof startSandbox>[0]) =>
    Effect.map(Effect.flip(Effect.scoped(startSandbox(options))), ({ message }) => message)

  it.live("a package that is not installed", () =>
    Effect.gen(function* () {
      const message = yield* refusal({ packages: ["no-such-adapter"], folder })
      expect(message).toContain("no-such-adapter/twin cannot be found from ")
      expect(message).toContain("npm install no-such-adapter")
    })
  )

  it.live("a twin of another contract", () =>
    Effect.gen(function* () {
      const old = fileURLToPath(new URL("./old-twin/", import.meta.url))
      expect(yield* refusal({ packages: ["old-twin"], folder: old })).toBe(
        'old-twin/twin, version 0.0.0, implements the twin contract "huidan/twin@0"; this sandbox needs huidan/twin@1. Run: npm install old-twin@latest'
      )
    })
  )

  it.live("one platform twice", () =>
    Effect.gen(function* () {
      const message = yield* refusal({ packages: ["corner-shop", "corner-shop"], folder })
      expect(message).toContain("both simulate corner_shop")
    })
  )

  it.live("a port that is taken", () =>
    Effect.gen(function* () {
      const { url } = yield* startSandbox(cornerShop)
      const port = Number(new URL(url).port)
      expect(yield* refusal({ ...cornerShop, port })).toBe(
        `port ${port} of 127.0.0.1 cannot be opened. Choose another port.`
      )
    })
  )
})
