/** Scripts and styles of the page for browsers that read gzip. Each file is compressed once, and then kept. */
import { gzip } from "node:zlib"
import * as Cache from "effect/Cache"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Path from "effect/Path"

/** Longer headers are not read. */
const longestAccepted = 200

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
  const names = new Set(yield* Effect.orElseSucceed(files.readDirectory(path.join(folder, "assets")), () => []))
  const zipped = yield* Cache.make({
    capacity: Math.max(1, names.size),
    lookup: (name: string) => Effect.flatMap(files.readFile(path.join(folder, "assets", name)), zip)
  })
  /** A file that cannot be read now may be read later. */
  const zippedOf = (name: string) =>
    Effect.catch(Cache.get(zipped, name), () => Effect.as(Cache.invalidate(zipped, name), null))
  const file: ZippedFile = Effect.fnUntraced(function* ({ headers, url }) {
    const name = url.startsWith("/assets/") ? url.slice("/assets/".length).split("?")[0] : undefined
    if (name === undefined || !names.has(name) || !readsGzip(headers["accept-encoding"] ?? "")) return null
    const type = types[path.extname(name).slice(1)]
    if (type === undefined) return null
    const bytes = yield* zippedOf(name)
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
  accepted.length <= longestAccepted &&
  accepted.split(",").some((each) => {
    const [coding = "", quality = "q=1", ...others] = each.split(";").map((part) => part.trim().toLowerCase())
    return (
      coding === "gzip" && others.length === 0 && /^q=[01](?:\.\d{0,3})?$/.test(quality) && Number(quality.slice(2)) > 0
    )
  })

const zip = (bytes: Uint8Array): Effect.Effect<Uint8Array, Error> =>
  Effect.callback((resume) => {
    gzip(bytes, (error, compressed) => {
      resume(error === null ? Effect.succeed(compressed) : Effect.fail(error))
    })
  })
