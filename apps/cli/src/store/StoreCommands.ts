/**
 * What changes the store, as the process that writes does it: this one, or the running `huidan serve`, to which it is handed.
 */
import type * as Effect from "effect/Effect"
import * as Rpc from "effect/rpc/Rpc"
import * as RpcGroup from "effect/rpc/RpcGroup"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import { CommandFailed } from "./CommandFailed.ts"

const Millis = Schema.Finite
const RowsPer = Schema.Literals(["order", "line"])

/** How many records a reading of a list brought. */
const ReadList = Schema.Struct({
  pages: Schema.Int,
  changed: Schema.Int,
  unchanged: Schema.Int,
  unreadable: Schema.Int
})
export interface ReadList extends Schema.Schema.Type<typeof ReadList> {}

/** Where the reading of a shop is; times are Unix milliseconds by the platform's clock. */
const Progress = Schema.TaggedStruct("Progress", {
  shop: Schema.String,
  rightAsOf: Schema.NullOr(Millis),
  /** What is before is read up to here, and to be read up to there; `null` if there is nothing to read. */
  earlier: Schema.NullOr(Schema.Struct({ settled: Millis, until: Millis })),
  /** How many single orders are still to be read. */
  wants: Schema.Int,
  /** Up to where a period was compared; `null` unless one is. */
  compared: Schema.NullOr(Schema.Struct({ settled: Millis, compared: Schema.Int, different: Schema.Int }))
})
export interface Progress extends Schema.Schema.Type<typeof Progress> {}

/** The shop was read to the end. */
const Read = Schema.TaggedStruct("Read", {
  shop: Schema.String,
  live: ReadList,
  earlier: ReadList,
  /** Single orders that were asked for, and how many of them could not be read. */
  details: Schema.Int,
  parked: Schema.Int,
  /** Whether the shop's platform lists orders; if not, there is no moment up to which the store is right. */
  lists: Schema.Boolean,
  rightAsOf: Schema.NullOr(Millis)
})
export interface Read extends Schema.Schema.Type<typeof Read> {}

/** The shop could not be read; the others are. */
const NotRead = Schema.TaggedStruct("NotRead", { shop: Schema.String, failure: CommandFailed })
export interface NotRead extends Schema.Schema.Type<typeof NotRead> {}

/** All shops were meant, and the command has no meaning for this one: `why` is a clause that says so. */
const Skipped = Schema.TaggedStruct("Skipped", { shop: Schema.String, why: Schema.String })
export interface Skipped extends Schema.Schema.Type<typeof Skipped> {}

export const SyncEvent = Schema.Union([Progress, Read, NotRead, Skipped])
export type SyncEvent = typeof SyncEvent.Type

/** A period was compared with the platform. */
const Compared = Schema.TaggedStruct("Compared", {
  shop: Schema.String,
  /** Up to where it was compared: what is younger may not be in the store yet. */
  until: Millis,
  compared: Schema.Int,
  /** How many orders differ; `deviations` are the first of them. */
  different: Schema.Int,
  deviations: Schema.Array(
    Schema.Struct({
      orderId: Schema.String,
      kind: Schema.Literals(["missing", "behind", "different"]),
      places: Schema.Array(Schema.String)
    })
  ),
  /** How many orders the store has and the platform did not list; `unlisted` are the first of them. */
  notListed: Schema.Int,
  unlisted: Schema.Array(Schema.String),
  unreadable: Schema.Int
})
export interface Compared extends Schema.Schema.Type<typeof Compared> {}

export const ReconcileEvent = Schema.Union([Progress, Compared, NotRead, Skipped])
export type ReconcileEvent = typeof ReconcileEvent.Type

/** The result of asking for one order. */
export const AskedOrder = Schema.Struct({
  /** Whether that changed what the store says. */
  isChanged: Schema.Boolean,
  /** Why it could not be read; `null` if it was. */
  failure: Schema.NullOr(CommandFailed)
})
export type AskedOrder = typeof AskedOrder.Type

/** An order as its key names it. */
export const OrderName = Schema.Struct({ platform: Schema.String, shopId: Schema.String, orderId: Schema.String })
export interface OrderName extends Schema.Schema.Type<typeof OrderName> {}

/** How far a command is that deals with private texts. */
const Working = Schema.TaggedStruct("Working", {
  /** Orders that are done, of how many that are known so far. */
  orders: Schema.Int,
  ofOrders: Schema.Int,
  /** Rows of the quarantine that are done, of how many; 0 of 0 if they are not counted. */
  rows: Schema.Int,
  ofRows: Schema.Int
})
export interface Working extends Schema.Schema.Type<typeof Working> {}

/** Whose private texts were destroyed. */
const Forgotten = Schema.TaggedStruct("Forgotten", {
  orders: Schema.Int,
  /** Rows of the quarantine. */
  rows: Schema.Int,
  /** Orders that the store does not have, and whose private texts it will never take. */
  remembered: Schema.Int,
  /** Whether nothing of them is left in the log of the file; if not, a program that reads keeps it from being emptied. */
  isLogEmpty: Schema.Boolean
})
export interface Forgotten extends Schema.Schema.Type<typeof Forgotten> {}

/** The master keys that are no longer needed and the one that is, and how many keys were encrypted with it. */
const Rotated = Schema.TaggedStruct("Rotated", {
  from: Schema.Array(Schema.String),
  to: Schema.String,
  orders: Schema.Int,
  rows: Schema.Int
})
export interface Rotated extends Schema.Schema.Type<typeof Rotated> {}

const Revealed = Schema.Struct({
  order: Schema.Record(Schema.String, Schema.Json),
  /** The texts that the platform did not decrypt: their places in the order, and why. */
  failures: Schema.Array(Schema.Struct({ place: Schema.String, failure: CommandFailed })),
  /** Why the platform was not asked at all, or refused everything; `null` if it did not. */
  refused: Schema.NullOr(CommandFailed),
  /** The places of texts that it was not asked for, because it did not decrypt them within the last hour. */
  notAsked: Schema.Array(Schema.String)
})

/** Which orders are exported with their private texts, and as what. */
const ExportRequest = Schema.Struct({
  format: Schema.Union([
    Schema.Struct({ format: Schema.Literal("ndjson") }),
    Schema.Struct({ format: Schema.Literal("csv"), rowsPer: RowsPer, language: Schema.Literals(["zh", "en"]) }),
    Schema.Struct({ format: Schema.Literal("parquet"), rowsPer: RowsPer })
  ]),
  filter: Schema.Struct({
    shop: Schema.optionalKey(Schema.Struct({ platform: Schema.String, shopId: Schema.String })),
    trade: Schema.optionalKey(Schema.String),
    createdFrom: Schema.optionalKey(Millis),
    createdTo: Schema.optionalKey(Millis)
  }),
  who: Schema.String
})

/** A piece of the file, and how many orders were read so far. */
const ExportPart = Schema.Struct({ bytes: Schema.Uint8ArrayFromBase64, orders: Schema.Int })
export interface ExportPart extends Schema.Schema.Type<typeof ExportPart> {}

/** The result of decoding a row of the quarantine again. */
export const ReplayedRow = Schema.Struct({
  fingerprint: Schema.String,
  /** The key of the order that is stored now; `null` if the row stays. */
  order: Schema.NullOr(Schema.String),
  /** Why the row stays; `null` if it does not. */
  why: Schema.NullOr(Schema.String)
})
export interface ReplayedRow extends Schema.Schema.Type<typeof ReplayedRow> {}

/** `wanted` in a command is a platform or the name of a shop; `null`: every shop. */
const Wanted = Schema.NullOr(Schema.String)
const Period = { since: Millis, until: Millis }

export const StoreRpcs = RpcGroup.make(
  Rpc.make("sync", { payload: { wanted: Wanted }, success: SyncEvent, error: CommandFailed, stream: true }),
  Rpc.make("backfill", {
    payload: { wanted: Wanted, ...Period },
    success: SyncEvent,
    error: CommandFailed,
    stream: true
  }),
  Rpc.make("reconcile", {
    payload: { wanted: Wanted, since: Millis, until: Schema.NullOr(Millis), repair: Schema.Boolean },
    success: ReconcileEvent,
    error: CommandFailed,
    stream: true
  }),
  Rpc.make("askForOrder", {
    payload: OrderName,
    success: AskedOrder,
    error: CommandFailed
  }),
  Rpc.make("want", {
    payload: { wanted: Schema.String, orderIds: Schema.Array(Schema.String) },
    success: Schema.Int,
    error: CommandFailed
  }),
  Rpc.make("dropWants", {
    payload: { wanted: Schema.String, orderIds: Schema.Array(Schema.String) },
    success: Schema.Int,
    error: CommandFailed
  }),
  Rpc.make("pause", {
    payload: { wanted: Schema.String, paused: Schema.Boolean },
    success: Schema.Array(Schema.String),
    error: CommandFailed
  }),
  Rpc.make("forget", {
    payload: { order: Schema.NullOr(OrderName), phone: Schema.NullOr(Schema.String), who: Schema.String },
    success: Schema.Union([Working, Forgotten]),
    error: CommandFailed,
    stream: true
  }),
  Rpc.make("reveal", {
    payload: { order: OrderName, who: Schema.String, decrypts: Schema.Boolean },
    success: Revealed,
    error: CommandFailed
  }),
  Rpc.make("exportRevealed", { payload: ExportRequest, success: ExportPart, error: CommandFailed, stream: true }),
  Rpc.make("replay", {
    payload: { rows: Schema.NullOr(Schema.Array(Schema.String)), who: Schema.String },
    success: ReplayedRow,
    error: CommandFailed,
    stream: true
  }),
  Rpc.make("rotateKey", {
    payload: { who: Schema.String },
    success: Schema.Union([Working, Rotated]),
    error: CommandFailed,
    stream: true
  })
)

type Payload<Tag extends Rpc.Tag<RpcGroup.Rpcs<typeof StoreRpcs>>> = Rpc.Payload<
  Rpc.ExtractTag<RpcGroup.Rpcs<typeof StoreRpcs>, Tag>
>

export interface StoreCommands {
  /** Reads what is new of the shops to its end. A shop that cannot be read does not keep back the others. */
  readonly sync: (input: Payload<"sync">) => Stream.Stream<SyncEvent, CommandFailed>
  /** Reads a period of the shops again, and what is new. Times are Unix milliseconds; `until` is excluded. */
  readonly backfill: (input: Payload<"backfill">) => Stream.Stream<SyncEvent, CommandFailed>
  /**
   * Compares a period of the shops with their platforms, up to where the lists are read and to `until` (`null`: no further
   * bound). With `repair` what differs is stored and asked for again.
   */
  readonly reconcile: (input: Payload<"reconcile">) => Stream.Stream<ReconcileEvent, CommandFailed>
  /** Asks the platform for one order now. */
  readonly askForOrder: (input: Payload<"askForOrder">) => Effect.Effect<AskedOrder, CommandFailed>
  /** Wants these orders of a shop to be read; answers with the number of them. */
  readonly want: (input: Payload<"want">) => Effect.Effect<number, CommandFailed>
  /** Drops the wants of these orders of a shop; answers with the number of wants that there were. */
  readonly dropWants: (input: Payload<"dropWants">) => Effect.Effect<number, CommandFailed>
  /** Pauses shops, or lets them go on; answers with their names. */
  readonly pause: (input: Payload<"pause">) => Effect.Effect<ReadonlyArray<string>, CommandFailed>
  /**
   * Destroys the private texts of an order, or of all orders with this telephone number. Fails if the store has none of them,
   * also if it remembers the order, so that its texts are never stored. `who`: for the audit.
   */
  readonly forget: (input: Payload<"forget">) => Stream.Stream<Working | Forgotten, CommandFailed>
  /**
   * An order with its private texts; the audit has it. With `decrypts` the platform is asked for the texts that it encrypted,
   * for each at most once an hour.
   */
  readonly reveal: (input: Payload<"reveal">) => Effect.Effect<typeof Revealed.Type, CommandFailed>
  /**
   * Orders with their private texts, as the bytes of a file. The audit has an entry before anything is read. Fails without a
   * master key.
   */
  readonly exportRevealed: (input: Payload<"exportRevealed">) => Stream.Stream<ExportPart, CommandFailed>
  /**
   * Decodes rows of the quarantine again: those whose fingerprints begin with these words, or all (`null`). Fails at its
   * end if no row begins with one of the words. `who`: for the audit.
   */
  readonly replay: (input: Payload<"replay">) => Stream.Stream<ReplayedRow, CommandFailed>
  /** Encrypts all keys with the master key that the process was started with, and drops those before it. */
  readonly rotateKey: (input: Payload<"rotateKey">) => Stream.Stream<Working | Rotated, CommandFailed>
}
