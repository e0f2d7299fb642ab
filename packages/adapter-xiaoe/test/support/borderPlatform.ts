import { formatWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"

export interface BorderPlatformOptions {
  /** Unix milliseconds at which one order each was created and updated. */
  readonly instants: ReadonlyArray<number>
  /** Whether the platform counts the beginning of a window in. */
  readonly since: boolean
  /** Whether it counts the end in. */
  readonly until: boolean
  /** What it says of the size of its pages, whatever was asked for. */
  readonly pageSize: number
}

/** A platform that answers list 2.0 with orders on the borders of windows: its document does not say what happens there. */
export const borderPlatform = (options: BorderPlatformOptions): HttpClient.HttpClient =>
  HttpClient.make((request, url) =>
    Effect.sync(() => {
      const text = request.body._tag === "Uint8Array" ? new TextDecoder().decode(request.body.body) : "{}"
      const body = JSON.parse(text) as Readonly<Record<string, string>>
      const data = url.pathname === "/token" ? { access_token: "xe_1", expires_in: 7200 } : listed(options, body)
      return HttpClientResponse.fromWeb(request, new Response(JSON.stringify({ code: 0, msg: "ok", data })))
    })
  )

const listed = (
  { instants, pageSize, since, until }: BorderPlatformOptions,
  body: Readonly<Record<string, string>>
) => {
  const millis = (text = "") => Date.parse(`${text.replace(" ", "T")}+08:00`)
  const from = millis(body["update_time_start"] ?? body["created_time_start"])
  const to = millis(body["update_time_end"] ?? body["created_time_end"])
  const list = instants
    .filter((instant) => (since ? instant >= from : instant > from) && (until ? instant <= to : instant < to))
    .map((instant) => {
      const time = formatWallTime(DateTime.makeUnsafe(instant))
      return { order_info: { order_id: `o_${instant}`, created_time: time, update_time: time, order_state: 2 } }
    })
  return { list, page: 1, page_size: pageSize, total: list.length }
}
