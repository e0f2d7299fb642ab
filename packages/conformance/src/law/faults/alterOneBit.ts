/** A push in which one bit was changed on the way. */
import type { PushRequest } from "@huidan/core"
import type { Dice } from "../../world/Dice.ts"

export interface AlteredPush {
  readonly request: PushRequest
  /** Which bit was changed, in words. */
  readonly how: string
}

/** Which part of a push is changed. */
export type PushPart = "body" | "query" | "header"

/** Changes one bit of the body, of the query, or of a header's value; `null` if the push has no such part. */
export const alterOneBit = (request: PushRequest, part: PushPart, dice: Dice): AlteredPush | null => {
  const headers = Object.entries(request.headers).filter(([, value]) => value !== "")
  const start = request.url.indexOf("?") + 1
  const query = start === 0 ? "" : request.url.slice(start)
  if (part === "body") return request.body.length === 0 ? null : inBody(request, dice)
  if (part === "query") {
    return query === ""
      ? null
      : {
          request: { ...request, url: `${request.url.slice(0, start)}${flipped(query, dice)}` },
          how: "a bit of its query changed"
        }
  }
  const header = dice.pickFrom(headers)
  if (header === undefined) return null
  const [name, value] = header
  return {
    request: { ...request, headers: { ...request.headers, [name]: flipped(value, dice) } },
    how: `a bit of its header ${name} changed`
  }
}

const inBody = (request: PushRequest, dice: Dice): AlteredPush => {
  const at = dice.between(0, request.body.length - 1)
  const bit = 1 << dice.between(0, 7)
  const body = request.body.map((byte, index) => (index === at ? byte ^ bit : byte))
  return { request: { ...request, body }, how: `a bit of byte ${at} of its body changed` }
}

/** Changes one of the lower seven bits: URLs and headers are ASCII. */
const flipped = (text: string, dice: Dice): string => {
  const at = dice.between(0, text.length - 1)
  const altered = String.fromCharCode(text.charCodeAt(at) ^ (1 << dice.between(0, 6)))
  return `${text.slice(0, at)}${altered}${text.slice(at + 1)}`
}
