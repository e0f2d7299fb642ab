/** Reading the messages of a push: the body as text, its headers, its JSON. */
import type { AdapterError, Json, PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { childOf, type Located, LocatedList, locate } from "../answer/Located.ts"
import { parseLossless } from "../answer/LosslessJson.ts"
import type { Shop } from "../calls/Shop.ts"

/** The body as text; `null` if it is not UTF-8. A byte-order mark is kept: signatures cover it. */
export const textOf = ({ body }: Pick<PushRequest, "body">): string | null =>
  Result.getOrElse(
    Result.try(() => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body)),
    () => null
  )

/** A header by its name in lower case; empty text if it is missing. */
export const headerOf = ({ headers }: PushRequest, name: string): string =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? ""

/** Parses JSON text without damage to 64-bit numbers. Text that is not JSON fails with `ResponseDecode` at `pointer`. */
export const parse = (
  { failure }: Pick<Shop<never>, "failure">,
  text: string,
  pointer = ""
): Effect.Effect<Located, AdapterError> =>
  Effect.fromResult(parseLossless(text)).pipe(
    Effect.map(({ value }) => locate(value, pointer)),
    Effect.mapError((error) => failure("push", { _tag: "ResponseDecode", pointer, ...error }))
  )

/** What another format than JSON says, as a message. */
export const messageOf: (json: Json) => Located = locate

/** A member of a message; a missing one knows where it would be. */
export const memberOf: (message: Located, key: string) => Located = childOf

/** The items of a list; `null` if the message is something else. */
export const itemsOf = (message: Located): ReadonlyArray<Located> | null =>
  message instanceof LocatedList ? message.items : null
