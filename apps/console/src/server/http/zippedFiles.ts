/** Scripts and styles of the page for browsers that read gzip. Each file is compressed once, and then kept. */
import { gzip } from "node:zlib"
import * as Cache from "effect/Cache"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Path from "effect/Path"

/** More files than a page has. */
const mostFiles = 100

const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8"
}

/** The compressed answer; `null` if the file is none of the folder's, or the browser does not read gzip. */
export type ZippedFile = (
  request: Pick<HttpServerRequest, "headers" | "url">
) => Effect.Effect<HttpServerResponse.HttpServerResponse | null>

/** `folder`: where the built page is; its scripts and styles are in `assets`. */
export const makeZippedFiles = Effect.fnUntraced(function* (folder: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const zipped = yield* Cache.make({
    capacity: mostFiles,
    lookup: (name: string) =>
      files.readFile(path.join(folder, "assets", name)).pipe(
        Effect.flatMap(zip),
        Effect.orElseSucceed(() => null)
      )
  })
  const file: ZippedFile = Effect.fnUntraced(function* ({ headers, url }) {
    // A name without folders: nothing outside of the folder has it.
    const [, name = "", kind = ""] = /^\/assets\/([\w-]+(?:\.[\w-]+)*\.(js|css))(?:\?|$)/.exec(url) ?? []
    const type = types[kind]
    if (type === undefined || !readsGzip(headers["accept-encoding"] ?? "")) return null
    const bytes = yield* Cache.get(zipped, name)
    return bytes === null
      ? null
      : HttpServerResponse.uint8Array(bytes, {
          contentType: type,
          headers: { "content-encoding": "gzip", vary: "accept-encoding" }
        })
  })
  return file
})

const readsGzip = (accepted: string): boolean =>
  accepted.split(",").some((each) => /^\s*gzip\s*(?:;\s*q=(?:1(?:\.0*)?|0\.\d*[1-9]\d*))?\s*$/i.test(each))

const zip = (bytes: Uint8Array): Effect.Effect<Uint8Array, Error> =>
  Effect.callback((resume) => {
    gzip(bytes, (error, compressed) => {
      resume(error === null ? Effect.succeed(compressed) : Effect.fail(error))
    })
  })
