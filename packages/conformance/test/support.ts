import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type { FaultPlan, TwinOptions } from "../src/index.ts"
import { makeTwin, makeTwinHttpClient } from "../src/index.ts"
import { twin } from "./corner-shop/twin.ts"

export const baseUrl = "http://corner.test/base"

/** The running corner shop with its calls by name. Every answer is a status and a parsed body. */
export const openCornerShop = (faults: FaultPlan = {}, orders = 60, options: TwinOptions = {}) =>
  Effect.gen(function* () {
    const world = yield* makeTwin(twin, { seed: 7, orders, faults, ...options })
    const http = makeTwinHttpClient(world, baseUrl)
    const send = (request: HttpClientRequest.HttpClientRequest) =>
      Effect.gen(function* () {
        const response = yield* http.execute(request)
        const text = yield* response.text
        return { status: response.status, headers: response.headers, text }
        // Its secrets are in URLs, which adapters keep out of spans.
      }).pipe(Effect.provideService(HttpClient.TracerDisabledWhen, () => true))
    const get = (path: string) => send(HttpClientRequest.get(`${baseUrl}${path}`))
    const issue = Effect.map(get("/token?secret=corner-secret"), ({ text }) => String(JSON.parse(text).token))
    const detail = (token: string, id: string) =>
      send(
        HttpClientRequest.post(`${baseUrl}/order/detail?token=${token}`).pipe(HttpClientRequest.bodyUrlParams({ id }))
      )
    const list = (token: string, page: number, size = 20) =>
      get(`/order/list?token=${token}&from=0&to=1717200000&page=${page}&size=${size}`)
    return { world, http, get, issue, detail, list }
  })
