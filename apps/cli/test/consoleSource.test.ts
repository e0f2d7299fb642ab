/** The console shows from where in a list's row each field of an order comes: the orders of Doudian's list are whole. */
import type { Json } from "@huidan/core"
import * as JsonPointer from "effect/JsonPointer"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { at } from "./runHuidan.ts"
import { type Serving, startServe } from "./startServe.ts"
import { shopIdOf, useStoreShops } from "./storeShops.ts"

interface Shown {
  readonly operation: string
  readonly kept: {
    readonly answer: Json
    readonly fields: ReadonlyArray<{ readonly path: string; readonly pointers: ReadonlyArray<string> }>
    readonly unread: ReadonlyArray<string>
  } | null
}

const { environment, makeFolder, run, sandbox } = useStoreShops()

const placeIn = (answer: unknown, pointer: string): unknown =>
  at(answer, ...pointer.split("/").slice(1).map(JsonPointer.unescapeToken))

describe("an order that was read from a list", () => {
  let serving: Serving | undefined
  let folder = ""

  beforeAll(async () => {
    const store = { keepRawAnswers: true }
    folder = makeFolder(["doudian"], { store, serve: { port: 0 }, console: { listen: "127.0.0.1:0" } })
    expect((await run(folder, ["store", "sync", "--json"])).code).toBe(0)
    serving = await startServe(folder, environment())
  }, 120_000)

  afterAll(() => {
    serving?.child.kill("SIGKILL")
  })

  it("has the places of its fields in its row, and each place has its fields", { timeout: 120_000 }, async () => {
    const { hash, origin } = new URL(String(at(serving?.started, "console", "firstLink")))
    const entered = await fetch(`${origin}/api/session/link`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: hash.slice(1), name: "owner", password: "a password of the owner" })
    })
    const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? ""
    const ask = async (path: string): Promise<unknown> =>
      (await fetch(`${origin}${path}`, { headers: { cookie } })).json()

    const shop = `/api/orders/doudian/${shopIdOf(sandbox(), "doudian")}`
    const orders =
      sandbox()
        .shops.find(({ platform }) => platform === "doudian")
        ?.twin.orders() ?? []
    expect(orders.length).toBeGreaterThan(0)
    for (const { orderId } of orders) {
      const view = await ask(`${shop}/${orderId}`)
      const answers = at(await ask(`${shop}/${orderId}/source`), "answers") as ReadonlyArray<Shown>
      // No row of a list is new, so that one order alone is asked for too, to learn the platform's time.
      const kept = answers.find(({ operation }) => operation === "fengchao.trade.list")?.kept
      const fields = kept?.fields ?? []
      const named = fields.flatMap(({ path, pointers }) => pointers.map((pointer) => ({ path, pointer })))
      expect(named.length).toBeGreaterThan(20)
      // From a field to its places: each is in the row that is shown.
      expect(named.filter(({ pointer }) => placeIn(kept?.answer, pointer) === undefined)).toEqual([])
      expect(fields.filter(({ path }) => placeIn(at(view, "order"), path) === undefined)).toEqual([])
      // And from a place to its fields.
      const fieldsAt = (place: string) => named.flatMap(({ path, pointer }) => (pointer === place ? [path] : []))
      expect(fieldsAt("/order_id")).toContain("/orderId")
      expect(placeIn(kept?.answer, "/order_id")).toBe(orderId)
      expect(fieldsAt("/create_time")).toContain("/times/created")
    }
  })
})
