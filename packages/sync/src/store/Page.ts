/** What is committed at once: the answers of one call, or what else is known at one moment. */
import type { FieldPattern, OperationName, Order, Quarantined } from "@huidan/core"
import type { Allowances } from "../rules/want.ts"
import type { Arrived } from "./raiseWants.ts"

/** A lane of a shop, as its owner holds it until another one takes it over. */
export interface HeldLane {
  /** The shop's number in the store. */
  readonly shop: number
  readonly platform: string
  readonly shopId: string
  /** `live`, `backfill`: each has a cursor of its own. */
  readonly lane: string
  readonly owner: string
  /** Grows by one whenever the lane is taken over. */
  readonly epoch: number
  /** Where the lane is; `null` at its beginning. */
  readonly cursor: string | null
  /** What the lane has read; `null` if nothing yet. */
  readonly progress: LaneProgress | null
}

/** An order in an answer. */
export interface Answer {
  readonly order: Order
  /** When it was asked for, in Unix milliseconds by the platform's clock. */
  readonly askedAt: number
}

/** A row that could not be decoded. */
export interface UnreadableRow {
  readonly row: Quarantined
  /** When it was asked for, in Unix milliseconds by the platform's clock. */
  readonly askedAt: number
}

/** A moment of the platform's clock up to which an order must be known. */
export interface Want {
  readonly orderId: string
  readonly at: number
  /** Only if no answer that meets wants is stored, and no want is open: for lists that state no update time. */
  readonly unlessAnswered?: boolean
}

/** What a lane has read: all orders whose time is in [`since`, `settled`). Unix milliseconds by the platform's clock. */
export interface LaneProgress {
  readonly since: number
  readonly settled: number
  /** Where the lane ends; `null` if it goes on with time. */
  readonly until: number | null
}

/** How often orders are read again whose changes no list shows; in milliseconds. */
export interface RereadSettings {
  /** Between two readings of an order that is neither completed nor closed. */
  readonly open: number
  /** Between two readings of one that is. */
  readonly closed: number
  /** How long one that is completed or closed is read again. */
  readonly keepClosed: number
}

/** What one call brought, to be committed in one transaction. Moments are Unix milliseconds by the platform's clock. */
export interface Page {
  /** Answers of one operation. */
  readonly operation: OperationName
  /** The fields that the operation carries, as its manifest names them. */
  readonly carries: ReadonlyArray<FieldPattern>
  /** Whether its answers say all that is known of an order, so that they meet wants: details do. */
  readonly meetsWants: boolean
  readonly answers: ReadonlyArray<Answer>
  readonly wants: ReadonlyArray<Want>
  readonly unreadable: ReadonlyArray<UnreadableRow>
  /**
   * Up to which moment an order is wanted that such a row names, if nothing but the row's reason is kept. Left out if the
   * shop's door reads no single orders.
   */
  readonly wantedAgain?: Arrived
  /** Where the lane is after this page; `null` leaves it where it is. */
  readonly cursor: string | null
  /** What the lane has read after this page; `null` if that is as before. */
  readonly progress: LaneProgress | null
  /** When the orders are to be read again; `null` if a list shows every change. */
  readonly rereads: RereadSettings | null
  readonly allowances: Allowances
  /** Whether a masked text stands for the text that is stored, and would be masked so: as in what was exported. */
  readonly keepsTexts?: boolean
}

/** What a page changed. */
export interface Committed {
  /** The numbers of the orders that are new or have a new version. */
  readonly changed: ReadonlyArray<string>
  /** How many orders were the same as before. */
  readonly unchanged: number
  readonly unreadable: number
}
