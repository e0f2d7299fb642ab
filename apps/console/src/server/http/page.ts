/** The files of the page. Every address that is not a file gives the page itself, which shows what the address says. */
import { randomBytes } from "node:crypto"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerRespondable from "effect/http/HttpServerRespondable"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as HttpStaticServer from "effect/http/HttpStaticServer"
import * as Layer from "effect/Layer"
import * as Path from "effect/Path"
import { NotFound } from "../../api/index.ts"
import { pagePolicy } from "./secureHeaders.ts"
import { makeZippedFiles } from "./zippedFiles.ts"

/** What stands for the nonce in `index.html`: each answer has another one. */
export const nonceMark = "__CSP_NONCE__"

/** Where the build puts the page, beside the server. */
export const builtPage: string = fileURLToPath(new URL("../../page/", import.meta.url))

/** `folder`: where the built page is; `null`, or without `index.html`: there is only the API. */
export const layerPage = (folder: string | null) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const router = yield* HttpRouter.HttpRouter
      const index = folder === null ? null : yield* readIndex(folder)
      if (folder === null || index === null) {
        yield* router.add("GET", "/", HttpServerResponse.text("The API of the console: /docs, /openapi.json\n"))
        return
      }
      const files = yield* HttpStaticServer.make({ root: folder, index: undefined })
      const page = Effect.sync(() => {
        const nonce = randomBytes(16).toString("base64")
        return HttpServerResponse.text(index.replaceAll(nonceMark, nonce), {
          contentType: "text/html; charset=utf-8",
          headers: { "content-security-policy": pagePolicy(nonce), "cache-control": "no-store" }
        })
      })
      const zipped = yield* makeZippedFiles(folder)
      const file = Effect.gen(function* () {
        const request = yield* HttpServerRequest.HttpServerRequest
        const { url } = request
        const response = (yield* zipped(request)) ?? (yield* Effect.catch(files, HttpServerRespondable.toResponse))
        if (response.status >= 400) return yield* HttpServerRespondable.toResponse(new NotFound({}))
        // The names of built files have a hash of what they say.
        const kept = url.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"
        return HttpServerResponse.setHeader(response, "cache-control", kept)
      })
      yield* router.add("GET", "/*", ({ url }) => (isFile(url) ? file : page))
    })
  )

const readIndex = Effect.fnUntraced(function* (folder: string) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  return yield* Effect.orElseSucceed(files.readFileString(path.join(folder, "index.html")), () => null)
})

/** Whether the last part of the address ends like a file; `/index.html` is the page. Keys of orders can have dots. */
const isFile = (url: string): boolean => {
  const [path = ""] = url.split("?")
  return path.startsWith("/assets/") || (/^\/[^/]+\.[a-z0-9]+$/i.test(path) && path !== "/index.html")
}
