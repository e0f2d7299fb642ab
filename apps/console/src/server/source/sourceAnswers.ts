/** What the platform sent of an order, masked, and where each field comes from. */
import { type Explanation, isQuarantined } from "@huidan/core"
import type { FacetNote, KeptAnswer } from "@huidan/sync"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SourceAnswer } from "../../api/index.ts"
import type { OpenedShop } from "../ConsoleShops.ts"

type Adapter = OpenedShop["adapter"]

/** One answer for each operation; without its content where nothing was kept, or the adapter cannot mask it. */
export const sourceAnswers = (
  orderId: string,
  facets: ReadonlyArray<FacetNote>,
  kept: ReadonlyMap<string, KeptAnswer>,
  adapter: Adapter | null
): Effect.Effect<ReadonlyArray<SourceAnswer>> =>
  Effect.forEach(facets, ({ askedAt, operation }) => {
    const answer = kept.get(operation)
    return answer === undefined || adapter === null
      ? Effect.succeed({ operation, askedAt, kept: null })
      : Effect.map(maskedAnswer(adapter, orderId, operation, answer), (shown) => ({ operation, askedAt, kept: shown }))
  })

/** Only the adapter knows which texts of its platform are private: what it cannot decode is not shown. */
const maskedAnswer = Effect.fnUntraced(function* (
  adapter: Adapter,
  orderId: string,
  operation: string,
  { askedAt, raw, rawNumbers }: KeptAnswer
): Effect.fn.Return<SourceAnswer["kept"]> {
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
  return {
    answer,
    fields: (record?.fields ?? []).map(({ path, pointers, rule }) => ({ path, pointers: [...pointers], rule })),
    unread: [...(explained?.unread ?? [])]
  }
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
