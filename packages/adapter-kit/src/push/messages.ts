/** Reading a push: the body as text, its headers, its messages. */
import { type AdapterError, type Pointer, type PushRequest, responseDecode } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { childOf, describeFound, jsonOf, type Located, LocatedList, locate } from "../answer/Located.ts"
import { type ReadDocument, readLossless } from "../answer/LosslessJson.ts"
import type { Shop } from "../calls/Shop.ts"
import type { SentMessage } from "./Pushes.ts"

/** What errors of pushes name as their operation. */
export const pushOperation = "push"

/** The body as text; `null` if it is not UTF-8. A byte-order mark is kept: signatures cover it. */
export const textOf = ({ body }: Pick<PushRequest, "body">): string | null =>
  Result.getOrElse(
    Result.try(() => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body)),
    () => null
  )

/** A header by its name in lower case; empty text if it is missing. */
export const headerOf = ({ headers }: PushRequest, name: string): string =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? ""

/** What can make an error of a shop. */
type Failing = Pick<Shop<never>, "failure">

const documentOf = ({ failure }: Failing, text: string, pointer: Pointer): Effect.Effect<ReadDocument, AdapterError> =>
  Effect.mapError(Effect.fromResult(readLossless(text)), (error) =>
    failure(pushOperation, { _tag: "ResponseDecode", pointer, ...error })
  )

/** Parses JSON text without damage to 64-bit numbers. Text that is not JSON fails with `ResponseDecode` at `pointer`. */
export const parse = (shop: Failing, text: string, pointer: Pointer = ""): Effect.Effect<Located, AdapterError> =>
  Effect.map(documentOf(shop, text, pointer), ({ exact, value }) => locate(value, pointer, exact))

/**
 * The messages of a body that is JSON: the items of its list, or of the list under `key`. A body without that list fails
 * with `ResponseDecode`.
 */
export const messagesIn = (
  shop: Failing,
  text: string,
  key: string | null
): Effect.Effect<ReadonlyArray<SentMessage>, AdapterError> =>
  Effect.gen(function* () {
    const { exact, value } = yield* documentOf(shop, text, "")
    const root = locate(value)
    const list = key === null ? root : childOf(root, key)
    if (!(list instanceof LocatedList))
      return yield* shop.failure(pushOperation, unreadable(list, "a list of messages"))
    return list.items.map((item) => ({ json: jsonOf(item), pointer: item.pointer, numbers: exact }))
  })

/** A member of a message; a missing one knows where it would be. */
export const memberOf: (message: Located, key: string) => Located = childOf

/** Why a message cannot be read: what should be at a place, and what is there, by type and length. */
export const unreadable = (node: Located, expected: string) =>
  responseDecode({ pointer: node.pointer, expected, found: describeFound(node) })
