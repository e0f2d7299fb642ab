/** Why an order is not here: one answer for each shop where it could be, and what the operator can do. */
import { formatWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type { ShopName } from "../store/lanes.ts"
import type { ReadPeriod } from "../store/periods.ts"
import type { WhyDetails } from "./whyDetails.ts"

/** What a shop's door to its platform can do, as configured. */
export interface Door {
  /** By which time its lists select orders; `null` if it has no lists. */
  readonly lists: "updated" | "created" | null
  /** Whether the platform pushes changes. */
  readonly pushes: boolean
  /** How many days back its lists go; `null` if no limit is known. */
  readonly historyDays: number | null
}

/**
 * Why a shop has no door. `notConfigured`: it is not in the configuration; `notOpened`: it is, and its adapter cannot be loaded or
 * opened; `perhapsNotOpened`: one of the two, because a shop of the configuration could not be loaded and its id is not known.
 */
export type NoDoor = "notConfigured" | "notOpened" | "perhapsNotOpened"

/** Why an order is not here. `here`: it is. */
export type WhyReason =
  | "here"
  | "forgotten"
  | "expired"
  | "gone"
  | "parkedWant"
  | "noAuthorisation"
  | "quarantined"
  | "beyondHistory"
  | "notListed"
  | "outsideWindow"
  | "notSettled"
  | "notConfigured"
  | "notOpened"
  | "noShop"
  | "notKnown"

/** What the operator can do about it. */
export type WhyAction =
  | "none"
  | "renew the authorisation"
  | "name the order"
  | "sync the order now"
  | "backfill"
  | "replay the quarantine"
  | "import"
  | "wait"
  | "configure the shop"
  | "correct the configuration"
  | "check the number"

/** A reason why an order is not in the store, or not as it should be, and what to do. */
export interface Why {
  /** `null` if the store has no shop of the platform. */
  readonly shop: ShopName | null
  /** The order's id, if the store has the order or is to read it; `null` else: the number can be another one, or wrong. */
  readonly orderId: string | null
  readonly reason: WhyReason
  /** Whether this is the reason for certain, or only one that is possible. */
  readonly isCertain: boolean
  /** A sentence that says so. */
  readonly message: string
  readonly action: WhyAction
  /** A sentence that says what to do. */
  readonly advice: string
  readonly details: WhyDetails
}

/** What is known about an order and its shop. Times are Unix milliseconds by the platform's clock. */
export interface WhyFacts {
  readonly shop: ShopName
  /** The order's id, if the store has the order or a want of it. */
  readonly orderId: string | null
  readonly now: number
  readonly door: Door | NoDoor
  /** The order, if it is stored. */
  readonly order: {
    readonly version: number
    readonly gone: number | null
    /** Why its private texts were destroyed; `null` if they were not. */
    readonly ended: "forgotten" | "expired" | null
  } | null
  /** The open want. `parked`: the tag of the error that parked it. */
  readonly want: { readonly at: number; readonly due: number; readonly parked: string | null } | null
  readonly authorisation: "ok" | "dead"
  readonly errorMessage: string | null
  /** How many rows of the shop are in quarantine, and whether one of them has the number; `null` if that cannot be seen. */
  readonly quarantined: number
  readonly isQuarantined: boolean | null
  /** The periods that were read, the earliest first, and the one that a backfill is still to read; `null` if there is none. */
  readonly read: ReadonlyArray<ReadPeriod>
  readonly unread: ReadPeriod | null
  /** When the order was created, if that is known. */
  readonly created: number | null
}

const day = 86_400_000

/** The first of these that holds: what is stored, what hinders the shop, what hides the order, and then the period. */
export const whyOf = (facts: WhyFacts): Why => {
  const answer = (reason: WhyReason, action: WhyAction, message: string, advice: string, isCertain = true): Why => ({
    shop: facts.shop,
    orderId: facts.orderId,
    reason,
    isCertain,
    message,
    action,
    advice,
    details: whyDetails(facts)
  })
  return (
    ifStored(facts, answer) ??
    ifWanted(facts, answer) ??
    ifHindered(facts, answer) ??
    ifHidden(facts, answer) ??
    ifOutside(facts, answer)
  )
}

type Answering = (reason: WhyReason, action: WhyAction, message: string, advice: string, isCertain?: boolean) => Why

const whyDetails = ({ created, door, order, quarantined, read, unread, want }: WhyFacts): WhyDetails => ({
  version: order?.version ?? null,
  gone: order?.gone ?? null,
  wanted: want?.at ?? null,
  due: want?.due ?? null,
  parked: want?.parked ?? null,
  quarantined,
  created,
  read,
  unread,
  historyDays: typeof door === "string" ? null : door.historyDays
})

const ifStored = ({ order, want }: WhyFacts, answer: Answering): Why | null => {
  if (order === null) return null
  if (order.ended === "forgotten") {
    return answer(
      "forgotten",
      "none",
      "The order is here, but its private texts were destroyed on request.",
      "Nothing brings them back: amounts and states remain, and later changes are still stored."
    )
  }
  if (order.gone !== null) {
    return answer(
      "gone",
      "none",
      `The order is here, but since ${timeText(order.gone)} the platform does not know it any more.`,
      "Nothing is to be done: the last version is kept."
    )
  }
  if (want === null && order.ended === "expired") {
    return answer(
      "expired",
      "none",
      `The order is here, version ${order.version}, but its private texts were older than they may be, and were destroyed.`,
      "Nothing brings them back; `store.keepDays` of the configuration says how long they are kept."
    )
  }
  if (want === null)
    return answer("here", "none", `The order is here, version ${order.version}.`, "Nothing is to be done.")
  return want.parked === null
    ? answer(
        "here",
        "wait",
        `The order is here, but it changed at ${timeText(want.at)} and is still to be read.`,
        `It is read at ${timeText(want.due)}; to read it sooner, sync this order now.`
      )
    : parked(want, want.parked, answer)
}

const ifWanted = ({ want }: WhyFacts, answer: Answering): Why | null => {
  if (want === null) return null
  if (want.parked !== null) return parked(want, want.parked, answer)
  return answer(
    "notSettled",
    "wait",
    "The platform told of the order, and its details are still to be read.",
    `They are read at ${timeText(want.due)}; to read them sooner, sync this order now.`
  )
}

const parked = (want: { readonly due: number }, reason: string, answer: Answering): Why =>
  answer(
    "parkedWant",
    reason === "NotFound" ? "check the number" : "sync the order now",
    `The order was asked for, and could not be read: ${reason}.`,
    reason === "NotFound"
      ? `The platform does not know this number: check it, and the shop. It is tried again at ${timeText(want.due)}.`
      : `Mend the cause, and sync this order now. It is tried again at ${timeText(want.due)}.`
  )

const ifHindered = ({ authorisation, door, errorMessage }: WhyFacts, answer: Answering): Why | null => {
  if (door === "notOpened" || door === "perhapsNotOpened") {
    const isCertain = door === "notOpened"
    return answer(
      "notOpened",
      "correct the configuration",
      isCertain
        ? "The shop is in the configuration, but it could not be opened: nothing new is read from it."
        : "The shop is one of the configuration that could not be loaded, or it is not in the configuration any more: nothing new is read from it.",
      "Run `huidan store status`, which says what is wrong and what to do; then start `huidan serve` again.",
      isCertain
    )
  }
  if (door === "notConfigured") {
    return answer(
      "notConfigured",
      "configure the shop",
      "The shop is not in the configuration any more: nothing new is read from it.",
      "Put the shop into the configuration again."
    )
  }
  if (authorisation === "ok") return null
  const said = errorMessage === null ? "" : ` (${errorMessage})`
  return answer(
    "noAuthorisation",
    "renew the authorisation",
    `The platform refuses the shop's authorisation${said}: nothing is read from it.`,
    "Renew the authorisation; no restart is needed."
  )
}

const ifHidden = ({ isQuarantined, quarantined }: WhyFacts, answer: Answering): Why | null =>
  isQuarantined === true
    ? answer(
        "quarantined",
        "replay the quarantine",
        "The platform's answer about the order could not be read, and is in quarantine.",
        "Look at the reason; update the adapter, and replay the quarantine."
      )
    : isQuarantined === null && quarantined > 0
      ? answer(
          "quarantined",
          "replay the quarantine",
          `${quarantined} answers of the shop are in quarantine; the order can be in one of them.`,
          "Look at their reasons; update the adapter, and replay the quarantine.",
          false
        )
      : null

const ifOutside = (facts: WhyFacts, answer: Answering): Why => {
  const { created, now, read, unread } = facts
  const door = typeof facts.door === "string" ? null : facts.door
  const history = door?.historyDays ?? null
  if (door?.lists === null) {
    return answer(
      "notListed",
      "name the order",
      door.pushes
        ? "The shop's platform access has no lists: it reads orders that were pushed or named, and this one was neither."
        : "The shop's platform access has neither lists nor pushes: it reads only orders that were named.",
      "Name the order: `huidan store want`."
    )
  }
  if (created !== null && read.some((period) => isIn(created, period))) {
    return answer(
      "notKnown",
      "sync the order now",
      "The store has this period, and the platform's list did not show the order.",
      "Check the number and the shop, and sync this order now."
    )
  }
  if (created !== null && history !== null && created < now - history * day) {
    return answer(
      "beyondHistory",
      "import",
      `The order is of ${timeText(created)}, and the platform lists only the last ${history} days.`,
      "Name the order, or import it from a file that the platform exports."
    )
  }
  const [first, last] = [read[0], read.at(-1)]
  if (first === undefined || last === undefined) {
    return answer(
      "notSettled",
      "wait",
      "The shop was never read to an end.",
      "Wait for the first sync, or sync the shop now."
    )
  }
  if (created === null) {
    return answer(
      "outsideWindow",
      "backfill",
      `The store has the shop's orders ${read.map(periodText).join(", and ")}; this one can be of another time.`,
      "Check the number and the shop; say when the order was made, backfill a longer period, or sync this order now.",
      false
    )
  }
  const made = `The order is of ${timeText(created)}, and`
  if (created >= last.until) {
    return answer(
      "notSettled",
      "wait",
      `${made} the shop is read up to ${timeText(last.until)}.`,
      "Wait for the next sync, or sync the shop now."
    )
  }
  if (unread !== null && isIn(created, unread)) {
    return answer(
      "notSettled",
      "wait",
      `${made} a backfill is still to read ${periodText(unread)}.`,
      "Wait for the backfill, or sync this order now."
    )
  }
  return answer(
    "outsideWindow",
    "backfill",
    created < first.since
      ? `${made} the store begins at ${timeText(first.since)}.`
      : `${made} the store has the shop's orders only ${read.map(periodText).join(", and ")}.`,
    `Backfill from ${timeText(created).slice(0, 10)}.`
  )
}

const isIn = (time: number, { since, until }: ReadPeriod): boolean => time >= since && time < until

const periodText = ({ since, until }: ReadPeriod): string => `from ${timeText(since)} to ${timeText(until)}`

/** By the clock of the platforms (Asia/Shanghai). */
const timeText = (instant: number): string => formatWallTime(DateTime.makeUnsafe(instant))
