/** An order as the store has it, and what a page makes of it. */
import { differences, type Json, orderKey, type Pointer } from "@huidan/core"
import * as Arr from "effect/Array"
import type * as Redacted from "effect/Redacted"
import type { Key } from "../privacy/encryption.ts"
import { keptOf, type WrappedKey, withKnownTexts } from "../privacy/StoredText.ts"
import { type Facet, isNewer } from "../rules/Facet.ts"
import { type OverlaidOrder, overlay } from "../rules/overlay.ts"
import { type Allowances, enoughFrom, isEnough, laterWant } from "../rules/want.ts"
import { compact } from "./compact.ts"
import { type LearntRefunds, learntRefunds } from "./dailySums.ts"
import type { Day } from "./dayZone.ts"
import { textAt } from "./jsonAt.ts"
import type { Page, RereadSettings, Want } from "./Page.ts"

/** A facet without members that say nothing, and whether its operation says all that is known of an order. */
export interface StoredFacet extends Facet {
  readonly meetsWants: boolean
  /** What the platform sent, of an answer that is to be stored with it; `null` if it is not, or the facet was stored. */
  readonly raw: RawAnswer | null
}

/** What the platform sent of an order. */
export interface RawAnswer {
  readonly raw: Redacted.Redacted<Json>
  /** The places of the numbers that are text in `raw`. */
  readonly rawNumbers: Redacted.Redacted<ReadonlyArray<Pointer>>
}

export interface StoredOrder {
  readonly orderId: string
  /** The order's number in the store; `null` if it is not there yet. */
  readonly id: number | null
  readonly version: number
  readonly facets: ReadonlyMap<string, StoredFacet>
  /** The order that the facets make; `null` if there are none. */
  readonly body: OverlaidOrder | null
  /** The open want. */
  readonly want: OpenWant | null
  /** When it is to be read again; `null` if it is not. */
  readonly reread: Reread | null
  /** Whether the platform does not know it any more. */
  readonly isGone: boolean
  readonly learnt: LearntRefunds
  /** What encrypts its private texts; `null`: they are masked. */
  readonly key: Key | null
  /** A key that is not stored yet. */
  readonly newKey: NewKey | null
}

/** The key of an order that is stored for the first time. */
export interface NewKey extends WrappedKey {
  /** When the order was forgotten before it could be read: it never gets a key. `null` if it was not forgotten. */
  readonly forgottenAt: number | null
}

export interface OpenWant {
  readonly at: number
  /** When a detail is to be asked for, in Unix milliseconds by the platform's clock. */
  readonly due: number
}

/** When an order is to be read again. Unix milliseconds by the platform's clock. */
export interface Reread {
  readonly due: number
  /** When it was first seen completed or closed; `null` while it is open. */
  readonly closed: number | null
}

export const unknownOrder = (orderId: string): StoredOrder => ({
  orderId,
  id: null,
  version: 0,
  facets: new Map(),
  body: null,
  want: null,
  reread: null,
  isGone: false,
  learnt: new Map(),
  key: null,
  newKey: null
})

/** What a page changed about an order. */
export interface OrderChange {
  readonly before: StoredOrder
  readonly after: StoredOrder
  /** The operations whose facets are others. */
  readonly facets: ReadonlyArray<StoredFacet>
  /** Whether the order has a new version. */
  readonly isNewVersion: boolean
}

/** What a page says about one order. */
export interface OrderNews {
  readonly answers: ReadonlyArray<StoredFacet>
  readonly wants: ReadonlyArray<Want>
}

/** The order after these answers and wants, by the rules. */
export const changeOf = (
  before: StoredOrder,
  { answers, wants }: OrderNews,
  { allowances, keepsTexts = false, rereads }: Pick<Page, "allowances" | "keepsTexts" | "rereads">,
  today: Day
): OrderChange => {
  const facets = new Map(before.facets)
  const changed = new Map<string, StoredFacet>()
  for (const answer of answers) {
    const stored = facets.get(answer.operation) ?? null
    if (!isNewer(stored, answer)) continue
    const order = keepsTexts && stored !== null ? withKnownTexts(answer.order, stored.order) : { ...answer.order }
    const kept = { ...answer, order: objectOf(keptOf(order, before.key)) }
    facets.set(kept.operation, kept)
    changed.set(kept.operation, kept)
  }
  const body = changed.size === 0 ? before.body : bodyOf(facets)
  const isNewVersion = body !== null && (before.body === null || differences(before.body, body).length > 0)
  const isKnown = before.want !== null || [...facets.values()].some(({ meetsWants }) => meetsWants)
  const moments = wants.flatMap(({ at, unlessAnswered }) => (unlessAnswered === true && isKnown ? [] : [at]))
  const asked = answers.flatMap(({ askedAt, meetsWants }) => (meetsWants ? [askedAt] : []))
  const wanted = moments.reduce<number | null>(laterWant, before.want?.at ?? null)
  const want = openWant(wanted, facets, allowances, asked)
  const isAnswered = asked.length > 0
  return {
    before,
    // A want that is the same, and was not answered, is due as before: it may be parked.
    after: {
      ...before,
      version: before.version + (isNewVersion ? 1 : 0),
      facets,
      body,
      want: isAnswered || want?.at !== before.want?.at ? want : before.want,
      reread: rereadOf(before, body, answers, isNewVersion, rereads),
      isGone: before.isGone && changed.size === 0,
      learnt: body === null || !isNewVersion ? before.learnt : learntRefunds(body, before.learnt, today)
    },
    facets: [...changed.values()],
    isNewVersion
  }
}

/** Of facets that were asked for at one moment the one with the later name lies on top, whichever was stored first. */
export const bodyOf = (facets: ReadonlyMap<string, StoredFacet>): OverlaidOrder | null => {
  const all = [...facets.values()].toSorted((one, other) => (one.operation < other.operation ? -1 : 1))
  if (!Arr.isArrayNonEmpty(all)) return null
  // What one answer makes is the answer.
  return all.length === 1 ? { ...all[0].order } : compact(overlay(all))
}

/**
 * The want if no answer meets it yet; `others` are answers that were asked for at these moments and are not stored, because the
 * stored one is newer. A detail is due at once; after one that was asked for too soon, when another will be
 * enough.
 */
export const openWant = (
  want: number | null,
  facets: ReadonlyMap<string, StoredFacet>,
  allowances: Allowances,
  others: ReadonlyArray<number> = []
): OpenWant | null => {
  const stored = [...facets.values()].filter(({ meetsWants }) => meetsWants).map(({ askedAt }) => askedAt)
  const asked = [...stored, ...others]
  const last = asked.length === 0 ? null : Math.max(...asked)
  if (want === null || isEnough(want, last, allowances)) return null
  return { at: want, due: last !== null && last >= want ? enoughFrom(want, allowances) : want }
}

/** An order that changes after it was closed is read again for as long as if it had been closed at that change. */
const rereadOf = (
  { reread }: StoredOrder,
  body: OverlaidOrder | null,
  answers: ReadonlyArray<StoredFacet>,
  isNewVersion: boolean,
  rereads: RereadSettings | null
): Reread | null => {
  const asked = answers.filter(({ meetsWants }) => meetsWants).map(({ askedAt }) => askedAt)
  if (body === null || asked.length === 0) return reread
  // A list shows every change now, which it did not before.
  if (rereads === null) return null
  const now = Math.max(...asked)
  const state = textAt(body, "status", "trade")
  if (state !== "completed" && state !== "closed") return { due: now + rereads.open, closed: null }
  const closed = isNewVersion ? now : (reread?.closed ?? now)
  return now - closed >= rereads.keepClosed ? null : { due: now + rereads.closed, closed }
}

/** The key of an order of this shop: it is the same in every operation. */
export const keyOf = (shop: { readonly platform: string; readonly shopId: string }, orderId: string): string =>
  orderKey(shop.platform, shop.shopId, orderId)

/** Where the texts of a facet, a body and a patch are encrypted for. */
export const facetPlace = (order: string, operation: string): string => `facet ${order} ${operation}`
export const bodyPlace = (order: string): string => `body ${order}`
export const patchPlace = (order: string, version: number): string => `patch ${order} ${version}`

const objectOf = (value: Json): OverlaidOrder =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as OverlaidOrder) : {}
