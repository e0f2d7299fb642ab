import { formatWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

export interface FakePlatform {
  readonly asked: Array<Asked>
  readonly client: HttpClient.HttpClient
}

export interface FakePlatformOptions {
  /** Creation times in seconds since 1970, of the orders `o_0`, `o_1` … */
  readonly created?: ReadonlyArray<number>
  /** Whether the platform counts `begin_time` in. */
  readonly beginInclusive?: boolean
  /** Whether the platform counts `end_time` in. */
  readonly endInclusive?: boolean
  /** Tokens that the platform calls dead. */
  readonly deadTokens?: ReadonlyArray<string>
  readonly detail?: (orderId: unknown) => unknown
}

/** A few answers of the platform, in memory: what the client's tests need, not a model of it. */
export const fakePlatform = (options: FakePlatformOptions = {}): FakePlatform => {
  const asked: Array<Asked> = []
  let tokens = 0
  const answer = ({ body, path }: Asked): unknown => {
    if (path === "/token") {
      tokens += 1
      return { code: 0, msg: "success", data: { access_token: `xe_${tokens}`, expires_in: 7200 } }
    }
    if (options.deadTokens?.includes(String(body["access_token"])) === true)
      return { code: 2008, msg: "access_token 过期或者不存在", data: null }
    return path === "/xe.order.list.get/1.0.0"
      ? { code: 0, msg: "success", data: listed(options, Object(body["data"]) as Readonly<Record<string, unknown>>) }
      : {
          code: 0,
          msg: "ok",
          data: options.detail?.(body["order_id"]) ?? { order_info: { app_id: "app", order_id: body["order_id"] } }
        }
  }
  const client = HttpClient.make((request, url) =>
    Effect.sync(() => {
      const text = request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : "{}"
      const call: Asked = {
        method: request.method,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body: JSON.parse(text) as Readonly<Record<string, unknown>>
      }
      asked.push(call)
      return HttpClientResponse.fromWeb(request, new Response(JSON.stringify(answer(call))))
    })
  )
  return { asked, client }
}

const listed = (
  { beginInclusive = true, created = [], endInclusive = false }: FakePlatformOptions,
  filter: Readonly<Record<string, unknown>>
) => {
  const [from, to, page, size] = ["begin_time", "end_time", "page_index", "page_size"].map((key) =>
    Number(filter[key])
  ) as [number, number, number, number]
  if (to - from > 86_400) return []
  return created
    .map((seconds, index) => ({ order_id: `o_${index}`, order_state: index % 2, seconds }))
    .filter(
      ({ seconds }) =>
        (seconds > from || (beginInclusive && seconds === from)) && (seconds < to || (endInclusive && seconds === to))
    )
    .toSorted((left, right) => left.seconds - right.seconds)
    .slice(page * size, (page + 1) * size)
    .map(({ seconds, ...row }) => ({ ...row, created_at: formatWallTime(DateTime.makeUnsafe(seconds * 1000)) }))
}
