/** What the platform sent of an order, masked, and where each field comes from. */
import { type Explanation, isQuarantined } from "@huidan/core"
import type { FacetNote, KeptAnswer } from "@huidan/sync"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SourceAnswer } from "../../api/index.ts"
import type { OpenedShop } from "../ConsoleShops.ts"
import { bytesOf, type Masked, mostBytes, withinRoom } from "./withinRoom.ts"

type Adapter = OpenedShop["adapter"]

interface SourceQuestion {
  readonly orderId: string
  /** The operation whose answer is given first; `null`: that of the first facet. */
  readonly first: string | null
  readonly facets: ReadonlyArray<FacetNote>
  readonly kept: ReadonlyMap<string, KeptAnswer>
  readonly adapter: Adapter | null
}

/** One answer for each operation; without its content where nothing was kept, or the adapter cannot mask it. */
export const sourceAnswers = Effect.fnUntraced(function* ({ adapter, facets, first, kept, orderId }: SourceQuestion) {
  const given = new Map<string, SourceAnswer>()
  let room = mostBytes
  // Most of the room is for what is asked for; the sequence of the answers remains.
  for (const { askedAt, operation } of facets.toSorted((one, other) => rank(other, first) - rank(one, first))) {
    const answer = kept.get(operation)
    const masked =
      answer === undefined || adapter === null ? null : yield* maskedAnswer(adapter, orderId, operation, answer)
    const shown = masked === null ? null : withinRoom(masked, room)
    if (shown !== null) room -= bytesOf(shown)
    given.set(operation, { operation, askedAt, kept: shown, isTooLarge: masked !== null && shown === null })
  }
  return facets.flatMap(({ operation }) => given.get(operation) ?? [])
})

const rank = ({ operation }: FacetNote, first: string | null): number => (operation === first ? 1 : 0)

/** Only the adapter knows which texts of its platform are private: what it cannot decode is not shown. */
const maskedAnswer = Effect.fnUntraced(function* (
  adapter: Adapter,
  orderId: string,
  operation: string,
  { askedAt, raw, rawNumbers }: KeptAnswer
): Effect.fn.Return<Masked | null> {
  const { decodeRow } = adapter
  if (decodeRow === undefined) return null
  const decoded = yield* decodeRow(
    operation,
    Redacted.value(raw),
    Redacted.value(rawNumbers),
    DateTime.makeUnsafe(askedAt)
  ).pipe(Effect.orElseSucceed(() => null))
  if (decoded === null || isQuarantined(decoded)) return null
  const answer = adapter.encode(decoded, { reveal: false, raw: "masked" }).source.raw
  if (answer === null) return null
  const explained = yield* explanationOf(adapter, operation, raw, rawNumbers)
  const record = explained?.records.find((each) => each.orderId === orderId)
  return { answer, fields: record?.fields ?? [] }
})

/** `null` if the adapter cannot say where the fields come from. */
const explanationOf = (
  { explainRow }: Adapter,
  operation: string,
  raw: KeptAnswer["raw"],
  rawNumbers: KeptAnswer["rawNumbers"]
): Effect.Effect<Explanation | null> =>
  explainRow === undefined
    ? Effect.succeed(null)
    : Effect.orElseSucceed(explainRow(operation, Redacted.value(raw), Redacted.value(rawNumbers)), () => null)
