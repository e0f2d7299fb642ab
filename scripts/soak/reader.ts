/**
 * Reads as a program of a merchant does, by the promise client. Two programs in one file:
 *
 * `node --expose-gc reader.ts steady`: five readings of the whole list at once, and single orders beside them, in ten parts.
 * `node reader.ts resumed <file>`: one list; the rows and the cursor of each page are a line of the file, from which it
 * goes on.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs"
import { createXiaoeClient, isAdapterError } from "@huidan/adapter-xiaoe"
import type { Platform } from "./platform.ts"

/** What the readers send to their parent. */
export type Told =
  | { readonly kind: "ready" }
  /** Bytes in use after garbage was collected, at the end of a tenth. */
  | { readonly kind: "tenth"; readonly heap: number; readonly listed: number }
  | { readonly kind: "page" }
  | {
      readonly kind: "done"
      /** Orders that a reading did not give. */
      readonly lost: number
      /** Orders that a reading gave more than once. */
      readonly repeated: number
      readonly listed: number
      readonly single: number
      /** Calls that failed and were made again. */
      readonly again: number
      readonly rejections: number
    }

/** A line of the file: a page that was stored. */
export interface StoredPage {
  readonly ids: ReadonlyArray<string>
  readonly cursor: string
}

const readings = 5
/** Calls for single orders at a time. */
const callers = 8
const singles = 20_000

let rejections = 0
process.on("unhandledRejection", () => {
  rejections += 1
})

const tell = (told: Told): void => void process.send?.(told)

const clientFor = ({ appId, baseUrl, clientId, clientSecret }: Platform) =>
  createXiaoeClient({
    appId,
    clientId,
    clientSecret,
    baseUrl,
    api: "1.0",
    retries: 8,
    quota: { requests: 10_000, seconds: 1 },
    // A warning for each order of a code that is not documented would be most of what this program does.
    logger: () => {}
  })

const listOf = (client: ReturnType<typeof clientFor>, { since, until }: Platform, after?: string) =>
  client.listOrderPages({ by: "created", since: new Date(since), until: new Date(until), ...(after && { after }) })

/** A call that failed is made again, as a program does later: the client gives up after two answers that are not JSON. */
const persist = async <A>(call: () => Promise<A>, note: () => void): Promise<A> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      if (!isAdapterError(error) || attempt === 3) throw error
      note()
    }
  }
}

const idsOf = (results: ReadonlyArray<{ readonly order: { readonly orderId: string } } | object>) =>
  results.flatMap((row) => ("order" in row ? [row.order.orderId] : []))

const readSteadily = async (platform: Platform): Promise<void> => {
  const { orderIds } = platform
  const client = clientFor(platform)
  const lists = Array.from({ length: readings }, () => ({
    pages: listOf(client, platform)[Symbol.asyncIterator](),
    cursor: undefined as string | undefined,
    /** How often each order was given, by its place in `orderIds`. */
    given: new Uint8Array(orderIds.length),
    listed: 0
  }))
  const places = new Map(orderIds.map((id, place) => [id, place]))
  let single = 0
  let again = 0
  const note = (): void => {
    again += 1
  }
  const readSingles = async (upTo: number): Promise<void> => {
    while (single < upTo) {
      const id = orderIds[(single++ * 7919) % orderIds.length] ?? ""
      const { orderId } = await persist(() => client.getOrder(id), note)
      if (orderId !== id) throw new Error("another order than the one that was asked for")
    }
  }
  const readList = async (list: (typeof lists)[number], upTo: number): Promise<void> => {
    while (list.listed < upTo) {
      const { done, value } = await persist(
        () => list.pages.next(),
        () => {
          note()
          list.pages = listOf(client, platform, list.cursor)[Symbol.asyncIterator]()
        }
      )
      if (done) return
      list.cursor = value.cursor
      for (const id of idsOf(value.results)) {
        const place = places.get(id)
        if (place === undefined) throw new Error("an order that the platform does not have")
        list.given[place] = (list.given[place] ?? 0) + 1
        list.listed += 1
      }
    }
  }
  const listed = () => lists.reduce((sum, list) => sum + list.listed, 0)
  for (let tenth = 1; tenth <= 10; tenth++) {
    const upTo = tenth === 10 ? Number.POSITIVE_INFINITY : (orderIds.length * tenth) / 10
    await Promise.all([
      ...lists.map((list) => readList(list, upTo)),
      ...Array.from({ length: callers }, () => readSingles((singles * tenth) / 10))
    ])
    globalThis.gc?.()
    tell({ kind: "tenth", heap: process.memoryUsage().heapUsed, listed: listed() })
  }
  const counts = lists.flatMap(({ given }) => [...given])
  tell({
    kind: "done",
    lost: counts.filter((count) => count === 0).length,
    repeated: counts.filter((count) => count > 1).length,
    listed: listed(),
    single,
    again,
    rejections
  })
  await client.close()
}

const readResumed = async (platform: Platform, file: string): Promise<void> => {
  const client = clientFor(platform)
  for await (const { cursor, results } of listOf(client, platform, lastCursor(file))) {
    appendFileSync(file, `${JSON.stringify({ ids: idsOf(results), cursor } satisfies StoredPage)}\n`)
    tell({ kind: "page" })
  }
  await client.close()
  tell({ kind: "done", lost: 0, repeated: 0, listed: 0, single: 0, again: 0, rejections })
}

/** Of the last whole line. What a process was writing when it was killed is removed. */
const lastCursor = (file: string): string | undefined => {
  const text = existsSync(file) ? readFileSync(file, "utf8") : ""
  const whole = text.slice(0, text.lastIndexOf("\n") + 1)
  if (whole !== text) writeFileSync(file, whole)
  const line = whole.split("\n").at(-2)
  return line === undefined ? undefined : (JSON.parse(line) as StoredPage).cursor
}

const [mode = "", file = ""] = process.argv.slice(2)
process.once("message", (platform: Platform) => {
  const run = mode === "steady" ? readSteadily(platform) : readResumed(platform, file)
  run
    .catch((error: unknown) => {
      console.error(error)
      process.exitCode = 1
    })
    .finally(() => process.disconnect())
})
tell({ kind: "ready" })
