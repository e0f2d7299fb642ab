/** The page, the reference of the API, and the headers of all answers. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { nonceMark } from "../src/server/index.ts"
import { makeWorld, request } from "./support/world.ts"

const builtPage = Effect.acquireRelease(
  Effect.sync(() => {
    const folder = mkdtempSync(join(tmpdir(), "huidan-page-"))
    mkdirSync(join(folder, "assets"))
    writeFileSync(join(folder, "index.html"), `<script nonce="${nonceMark}" src="/assets/a-1.js"></script>`)
    writeFileSync(join(folder, "assets", "a-1.js"), "1")
    return folder
  }),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
)

describe("the page", () => {
  it.live("is given for every address that is no file, with a nonce of its own each time", () =>
    Effect.gen(function* () {
      const world = yield* makeWorld({ page: yield* builtPage })
      const get = (path: string) =>
        Effect.promise(async () => {
          const { headers, status, ...response } = await world.send(request(path, null)).then(async (answer) => ({
            headers: answer.headers,
            status: answer.status,
            text: await answer.text()
          }))
          return { status, text: response.text, policy: headers.get("content-security-policy") ?? "", headers }
        })
      const [one, other] = [yield* get("/"), yield* get("/orders/fake/s1/o.1?trade=active")]
      const nonceOf = (text: string) => /nonce="([^"]+)"/.exec(text)?.[1] ?? ""
      assert.deepStrictEqual([one.status, other.status], [200, 200])
      assert.notStrictEqual(nonceOf(one.text), nonceOf(other.text))
      assert.include(one.policy, `'nonce-${nonceOf(one.text)}'`)
      assert.notInclude(one.policy, "unsafe")
      const script = yield* get("/assets/a-1.js")
      assert.deepStrictEqual([script.status, script.text], [200, "1"])
      assert.include(script.headers.get("cache-control"), "immutable")
      assert.isNull(script.headers.get("content-encoding"))
      assert.strictEqual((yield* get("/assets/none.js")).status, 404)
      assert.strictEqual((yield* get("/..%2f..%2fetc/passwd")).text.includes("root:"), false)
      const docs = yield* get("/docs")
      assert.strictEqual(docs.status, 200)
      assert.notInclude(docs.policy, "https:")
      const api = yield* get("/openapi.json")
      assert.strictEqual((JSON.parse(api.text) as { readonly openapi: string }).openapi, "3.1.0")
      for (const { headers } of [one, script, docs, api, yield* get("/api/none")]) {
        assert.deepStrictEqual(
          ["x-content-type-options", "referrer-policy", "cross-origin-opener-policy"].map((name) => headers.get(name)),
          ["nosniff", "no-referrer", "same-origin"]
        )
        assert.include(headers.get("content-security-policy"), "frame-ancestors 'none'")
      }
    })
  )

  it.live.each([
    ["gzip, deflate, br", "gzip"],
    ["br, GZIP;q=0.5", "gzip"],
    ["gzip;q=0", null],
    ["gzip;q=0.001", "gzip"],
    [`gzip;q=0.${"1".repeat(9000)}x`, null],
    ["br", null]
  ])("is compressed as the browser accepts it: $0", ([accepted, encoding]) =>
    Effect.gen(function* () {
      const world = yield* makeWorld({ page: yield* builtPage })
      const get = (path: string) => {
        const { headers, method, url } = request(path, null)
        const asked = new Request(url, {
          method,
          headers: { ...Object.fromEntries(headers), "accept-encoding": accepted! }
        })
        return Effect.promise(async () => {
          const answer = await world.send(asked)
          return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
        })
      }
      const { answer, bytes } = yield* get("/assets/a-1.js")
      assert.strictEqual(answer.headers.get("content-encoding"), encoding)
      assert.strictEqual((encoding === null ? bytes : gunzipSync(bytes)).toString(), "1")
      assert.include(answer.headers.get("content-type"), "javascript")
      assert.include(answer.headers.get("cache-control"), "immutable")
      assert.strictEqual((yield* get("/assets/none.js")).answer.status, 404)
      assert.strictEqual((yield* get("/assets/..%2findex.html.js")).answer.status, 404)
    })
  )
})
