/** What a server sends, kept where it is written: a browser forgets an answer when it leaves the page. */
import type { Server, ServerResponse } from "node:http"

/** An answer of the API. */
export interface Answer {
  readonly url: string
  readonly body: Buffer
}

const partOf = (chunk: unknown): Buffer =>
  typeof chunk === "string" ? Buffer.from(chunk) : chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.alloc(0)

const keep = (url: string, response: ServerResponse, answers: Array<Answer>): void => {
  const parts: Array<Buffer> = []
  const { end, write } = response
  response.write = (...written: Array<never>) => {
    parts.push(partOf(written[0]))
    return write.apply(response, written as never)
  }
  response.end = (...written: Array<never>) => {
    parts.push(partOf(written[0]))
    answers.push({ url, body: Buffer.concat(parts) })
    return end.apply(response, written as never)
  }
}

/**
 * Keeps each answer of the API of a server. The stream of changes, which does not end, is left out.
 *
 * @returns what was sent since the last call
 */
export const keepAnswers = (server: Server): (() => ReadonlyArray<Answer>) => {
  const answers: Array<Answer> = []
  server.prependListener("request", ({ url = "" }, response) => {
    if (url.startsWith("/api/") && !url.startsWith("/api/changes")) keep(url, response, answers)
  })
  return () => answers.splice(0)
}
