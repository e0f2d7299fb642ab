/** The console's own server on a port of the loopback address, for a browser. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { gunzipSync } from "node:zlib"
import { Effect } from "effect"
import type { Send } from "../support/world.ts"

/** A console that runs. */
export interface Listening {
  readonly address: string
  /** Everything that the server has sent since the last call, as text. */
  readonly takeSent: () => string
}

const answer = async (
  send: Send,
  request: IncomingMessage,
  response: ServerResponse,
  sent: Array<Uint8Array>
): Promise<void> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === "string") headers.set(name, value)
  const given = await send(
    new Request(`http://${request.headers.host}${request.url}`, {
      method: request.method ?? "GET",
      headers,
      ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) })
    })
  )
  response.writeHead(given.status, [...given.headers].flat())
  response.flushHeaders()
  if (given.body !== null) {
    const reader = given.body.getReader()
    // A window that is closed ends the stream of changes.
    response.on("close", () => void reader.cancel().catch(() => {}))
    const isZipped = given.headers.get("content-encoding") === "gzip"
    const zipped: Array<Uint8Array> = []
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (isZipped) zipped.push(part.value)
      else sent.push(part.value)
      response.write(part.value)
    }
    if (isZipped) sent.push(gunzipSync(Buffer.concat(zipped)))
  }
  response.end()
}

/** Listens until the scope ends. */
export const listening = (send: Send) =>
  Effect.acquireRelease(
    Effect.callback<Listening & { readonly close: () => void }>((resume) => {
      const sent: Array<Uint8Array> = []
      const server = createServer((request, response) => {
        answer(send, request, response, sent).catch(() => response.destroy())
      })
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        const port = typeof address === "object" ? address?.port : undefined
        resume(
          Effect.succeed({
            address: `http://127.0.0.1:${port}`,
            takeSent: () => Buffer.concat(sent.splice(0)).toString("utf8"),
            close: () => {
              server.closeAllConnections()
              server.close()
            }
          })
        )
      })
    }),
    ({ close }) => Effect.sync(close)
  )
