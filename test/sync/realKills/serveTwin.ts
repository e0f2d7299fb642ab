/** A simulated platform behind real HTTP. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { RunningTwin } from "@huidan/conformance"
import * as Effect from "effect/Effect"

const bodyOf = async (request: AsyncIterable<Buffer>): Promise<string> => {
  const parts: Array<Buffer> = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString("utf8")
}

/** Its address. It is served until the scope ends. */
export const serveTwin = (twin: RunningTwin) =>
  Effect.acquireRelease(
    Effect.callback<ReturnType<typeof createServer>>((resume) => {
      const server = createServer((request, response) => {
        void bodyOf(request).then(async (body) => {
          const { pathname, search } = new URL(request.url ?? "/", "http://twin.test")
          const answer = await Effect.runPromise(
            twin.respond({
              method: request.method ?? "GET",
              path: pathname,
              query: search.slice(1),
              headers: Object.fromEntries(
                Object.entries(request.headers).map(([name, value]) => [name, String(value)])
              ),
              body
            })
          )
          if (answer._tag === "Reset") response.destroy()
          else response.writeHead(answer.status, { ...answer.headers }).end(answer.body)
        })
      })
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) =>
      Effect.sync(() => {
        server.closeAllConnections()
        server.close()
      })
  ).pipe(Effect.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`))
