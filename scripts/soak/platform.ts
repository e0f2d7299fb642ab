/**
 * A simulated platform in a process of its own, behind real HTTP: `node platform.ts <orders> <faults>`. It has no quota
 * but the one that the client keeps. Sends a `Platform` to its parent when it listens.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { twin as xiaoe } from "@huidan/adapter-xiaoe/twin"
import { makeTwin, passingFaults, type TwinDefinition } from "@huidan/conformance"
import * as Effect from "effect/Effect"

/** What a reader needs to know of the platform. */
export interface Platform {
  readonly baseUrl: string
  readonly appId: string
  readonly clientId: string
  readonly clientSecret: string
  /** Every order, from this instant. ISO 8601. */
  readonly since: string
  /** Every order, up to this instant. ISO 8601. */
  readonly until: string
  readonly orderIds: ReadonlyArray<string>
  /** Orders that cannot be read. */
  readonly unreadable: number
}

const [orders = 0, faults = 0] = process.argv.slice(2).map(Number)
const days = 20
/** After so many requests all tokens die. At random it would happen twice in one call, which no client survives. */
const tokenLife = 1000
let requests = 0

const withoutQuota = (definition: TwinDefinition): TwinDefinition => ({
  ...definition,
  operations: Object.fromEntries(
    Object.entries(definition.operations).map(([name, operation]) => {
      const { endpoint } = operation
      return [name, { ...operation, endpoint: endpoint && { ...endpoint, quota: null } }]
    })
  )
})

const twin = await Effect.runPromise(
  makeTwin(withoutQuota(xiaoe), {
    orders,
    days,
    faults: { random: { probability: faults, faults: passingFaults.filter(({ kind }) => kind !== "token-dead") } }
  })
)

const textOf = (value: unknown): string => (typeof value === "string" ? value : "")

const bodyOf = async (request: AsyncIterable<Buffer>): Promise<string> => {
  const parts: Array<Buffer> = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString("utf8")
}

const server = createServer((request, response) => {
  requests += 1
  if (requests % tokenLife === 0) twin.killTokens()
  const answer = async (): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://platform.test")
    const reply = await Effect.runPromise(
      twin.respond({
        method: request.method ?? "GET",
        path: url.pathname,
        query: url.search.slice(1),
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        body: await bodyOf(request)
      })
    )
    if (reply._tag !== "Answer") {
      request.socket.destroy()
      return
    }
    const body = Buffer.from(reply.body)
    response.writeHead(reply.status, { ...reply.headers, "content-length": body.length })
    if (!reply.cut) response.end(body)
    else response.write(body.subarray(0, body.length >> 1), () => request.socket.destroy())
  }
  answer().catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})

server.listen(0, "127.0.0.1", () => {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { options, secrets } = twin.shopOptions(baseUrl)
  const base = twin.baseTime.epochMilliseconds
  const platform: Platform = {
    baseUrl,
    appId: textOf(options["appId"]),
    clientId: textOf(options["clientId"]),
    clientSecret: textOf(secrets["clientSecret"]),
    since: new Date(base - (days + 1) * 86_400_000).toISOString(),
    until: new Date(base).toISOString(),
    orderIds: twin.orders().map(({ orderId }) => orderId),
    unreadable: twin.poisoned().length
  }
  process.send?.(platform)
})
process.on("disconnect", () => process.exit(0))
