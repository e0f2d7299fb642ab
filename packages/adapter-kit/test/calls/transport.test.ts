import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { Accounts, layer } from "../../src/account/Accounts.ts"
import { exchange, httpClient, withFetch } from "../../src/calls/HttpExchange.ts"
import { makePipeline } from "../../src/calls/RequestPipeline.ts"
import { codec, manifest } from "../support.ts"

/** A server on a free port of this machine, until the scope closes. */
const serve = (listener: RequestListener) =>
  Effect.acquireRelease(
    Effect.promise(
      () =>
        new Promise<{ readonly url: string; readonly close: () => void }>((resolve) => {
          const server = createServer(listener)
          server.listen(0, "127.0.0.1", () => {
            const { port } = server.address() as AddressInfo
            resolve({ url: `http://127.0.0.1:${port}`, close: () => void server.close() })
          })
        })
    ),
    ({ close }) => Effect.sync(close)
  )

const failureOf = (url: string) =>
  Effect.flatMap(httpClient, (client) =>
    Effect.map(
      Effect.flip(exchange(client, HttpClientRequest.get(url), { timeLimit: 30, answerLimit: 1000 })),
      ({ reason }) => reason
    )
  )

/** How often `fetch` was called for one call of a pipeline, and how the call failed. */
const callWith = (fetch: typeof globalThis.fetch) =>
  Effect.gen(function* () {
    let requests = 0
    const counted: typeof globalThis.fetch = (...request) => {
      requests++
      return fetch(...request)
    }
    const client = yield* httpClient.pipe(withFetch(counted))
    const account = yield* (yield* Accounts).get("a")
    const pipeline = makePipeline({ manifest, codec, client, account, tokens: null, retry: noWait })
    const request = () => Effect.succeed(HttpClientRequest.get("https://shop.test/one?access_token=secret-7"))
    const error = yield* Effect.flip(pipeline.call({ operation: "one", request }))
    return { error, requests }
  }).pipe(Effect.provide(layer()))

const noWait = { times: 2, base: 0, cap: 0, total: 60 }

const failing = (...codes: ReadonlyArray<string>): typeof globalThis.fetch => {
  const causes = codes.map((code) => Object.assign(new Error("connect to 10.0.0.7 secret-7"), { code }))
  const cause = causes.length === 1 ? causes[0] : Object.assign(new Error("all"), { errors: causes })
  return () => Promise.reject(new TypeError("fetch failed", { cause }))
}

describe("a redirect", () => {
  it.live.each([301, 302, 303, 307, 308])("%i is not followed, and names the host alone", (status) =>
    Effect.gen(function* () {
      let stolen = 0
      const thief = yield* serve((_, response) => {
        stolen++
        response.end("{}")
      })
      const { url } = yield* serve((_, response) => {
        response.writeHead(status, { location: `${thief.url}/steal?access_token=secret-7` }).end()
      })
      const reason = yield* failureOf(`${url}/one?access_token=secret-7`)
      assert.deepStrictEqual(reason, {
        _tag: "Configuration",
        detail: `${new URL(url).host} redirects to the host ${new URL(thief.url).host}, and redirects are not followed: check the base URL`
      })
      assert.strictEqual(stolen, 0)
    }).pipe(Effect.scoped)
  )

  it.live("is not followed where a program has given options of `fetch` of its own", () =>
    Effect.gen(function* () {
      const { url } = yield* serve((request, response) => {
        if (request.url === "/one") response.writeHead(307, { location: "/two" }).end()
        else response.end("{}")
      })
      const own = Effect.provideService(failureOf(`${url}/one`), FetchHttpClient.RequestInit, { redirect: "follow" })
      assert.strictEqual((yield* own)._tag, "Configuration")
    }).pipe(Effect.scoped)
  )

  it.live("is not repeated, wherever it leads", () =>
    Effect.gen(function* () {
      for (const location of ["https://elsewhere.test/", "//elsewhere.test", "not an address://", ""]) {
        const redirect = () => Promise.resolve(new Response(null, { status: 307, headers: { location } }))
        const { error, requests } = yield* callWith(redirect)
        assert.deepStrictEqual([error.reason._tag, requests], ["Configuration", 1], location)
      }
    })
  )
})

describe("a failed connection", () => {
  it.live.each([
    [["ENOTFOUND"], "Transport", "the name shop.test is not known"],
    [["EAI_AGAIN"], "Transport", "the name shop.test is not known"],
    [["ECONNREFUSED"], "Transport", "shop.test refused the connection: nothing listens there"],
    [["ECONNREFUSED", "ENETUNREACH"], "Transport", "shop.test refused the connection: nothing listens there"],
    [["EHOSTUNREACH"], "Transport", "this machine has no network route to shop.test"],
    [["UND_ERR_CONNECT_TIMEOUT"], "Transport", "shop.test did not accept a connection in time"],
    [["ECONNRESET"], "Transport", "the connection to shop.test failed or ended"],
    [["UND_ERR_SOCKET"], "Transport", "the connection to shop.test failed or ended"],
    [["EMFILE"], "Transport", "the exchange ended before the answer was whole (EMFILE)"],
    [["secret-7"], "Transport", "the exchange ended before the answer was whole."],
    [["CERT_HAS_EXPIRED"], "Configuration", "the certificate of shop.test is not accepted"],
    [["DEPTH_ZERO_SELF_SIGNED_CERT"], "Configuration", "the certificate of shop.test is not accepted"],
    [["ERR_TLS_CERT_ALTNAME_INVALID"], "Configuration", "the certificate of shop.test is not accepted"],
    [["EPROTO"], "Configuration", "no encrypted connection to shop.test came about (EPROTO)"],
    [["ERR_SSL_WRONG_VERSION_NUMBER"], "Configuration", "no encrypted connection to shop.test came about"],
    [["UNABLE_TO_VERIFY_LEAF_SIGNATURE"], "Configuration", "the certificate of shop.test is not accepted"]
  ] as const)("%j is told apart", ([codes, tag, text]) =>
    Effect.gen(function* () {
      const { error, requests } = yield* callWith(failing(...codes))
      assert.strictEqual(error.reason._tag, tag)
      assert.include(error.message, text)
      assert.notInclude(error.message, "secret-7")
      assert.strictEqual(requests, tag === "Transport" ? 3 : 1)
    })
  )

  it.live("at a closed port of this machine says so", () =>
    Effect.gen(function* () {
      const { close, url } = yield* serve(() => {})
      close()
      const reason = yield* failureOf(url)
      assert.deepStrictEqual(reason, {
        _tag: "Transport",
        detail: `${new URL(url).host} refused the connection: nothing listens there`
      })
    }).pipe(Effect.scoped)
  )

  it.live.each<readonly [cause: object, text: string]>([
    [{ code: "ECONNREFUSED", address: "127.0.0.1", port: 3128 }, "the proxy or gateway at 127.0.0.1:3128 refused"],
    [{ code: "ECONNREFUSED", address: "::1", port: 3128 }, "the proxy or gateway at [::1]:3128 refused"],
    [{ code: "ECONNREFUSED", address: "10.0.0.7", port: 443 }, "shop.test refused the connection"],
    [{ code: "ENOTFOUND", hostname: "proxy.test" }, "the name proxy.test of a proxy or gateway is not known"],
    [{ code: "ENOTFOUND", hostname: "shop.test" }, "the name shop.test is not known"],
    [
      { code: "EHOSTUNREACH", address: "10.0.0.7", port: 3128 },
      "no network route to the proxy or gateway at 10.0.0.7:3128"
    ]
  ])("says what was not reached: %j", ([cause, text]) =>
    Effect.gen(function* () {
      const { error, requests } = yield* callWith(() => Promise.reject(new TypeError("fetch failed", { cause })))
      assert.include(error.message, text)
      assert.deepStrictEqual([error.reason._tag, requests], ["Transport", 3])
    })
  )
})

describe("a proxy that asks for credentials", () => {
  const refused = { code: "UND_ERR_ABORTED", message: "Proxy response (407) !== 200 when HTTP Tunneling" }
  it.live.each<readonly [what: string, fetch: typeof globalThis.fetch]>([
    ["to an encrypted request", () => Promise.reject(new TypeError("fetch failed", { cause: refused }))],
    ["to a plain request", () => Promise.resolve(new Response("<html>", { status: 407 }))]
  ])("says so, and is not asked again: %s", ([, fetch]) =>
    Effect.gen(function* () {
      const { error, requests } = yield* callWith(fetch)
      assert.include(error.message, "a proxy on the way asks for credentials (HTTP 407)")
      assert.deepStrictEqual([error.reason._tag, requests], ["Configuration", 1])
    })
  )

  it.live("is not one that answers the tunnel with another status", () =>
    Effect.gen(function* () {
      const cause = { code: "UND_ERR_ABORTED", message: "Proxy response (502) !== 200 when HTTP Tunneling" }
      const { error } = yield* callWith(() => Promise.reject(new TypeError("fetch failed", { cause })))
      assert.notInclude(error.message, "credentials")
      assert.strictEqual(error.reason._tag, "Transport")
    })
  )
})
