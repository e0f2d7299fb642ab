/** Why the store did not do something. Errors of the database itself are `SqlError`s. */
import * as Schema from "effect/Schema"

/** The file cannot be used as a store by this program; the message says why, and what to do. */
export class UnusableStore extends Schema.TaggedError<UnusableStore>("@huidan/sync/UnusableStore")("UnusableStore", {
  message: Schema.String
}) {}

/** Another owner has taken the lane over: nothing was written, and nothing may be written any more by this one. */
export class LaneTaken extends Schema.TaggedError<LaneTaken>("@huidan/sync/LaneTaken")("LaneTaken", {
  lane: Schema.String,
  owner: Schema.String,
  epoch: Schema.Int
}) {
  override get message(): string {
    return `${this.owner} no longer owns the lane ${this.lane}: another owner has taken it over`
  }
}

/** What is stored of an order is damaged: it is no JSON, or its private texts cannot be decrypted. */
export class DamagedRecord extends Schema.TaggedError<DamagedRecord>("@huidan/sync/DamagedRecord")("DamagedRecord", {
  /** The order's key. */
  order: Schema.String,
  /** What is damaged, such as `the answer of order.detail@2.0`. */
  part: Schema.String
}) {
  override get message(): string {
    return `${this.part}, order ${this.order}, is damaged in the store: restore it from a backup`
  }
}

/** Another process writes to the store. */
export class StoreTaken extends Schema.TaggedError<StoreTaken>("@huidan/sync/StoreTaken")("StoreTaken", {
  /** Its command. */
  writer: Schema.String,
  host: Schema.String,
  /** Its number on that host. */
  process: Schema.Int,
  /** ISO 8601. */
  since: Schema.String,
  /** How long its lease lasts without a sign of life. */
  secondsLeft: Schema.Int
}) {
  override get message(): string {
    return `\`${this.writer}\` writes to the store (process ${this.process} on ${this.host}, since ${this.since}), and one process writes at a time: stop it first. If it was killed, its lease ends in ${this.secondsLeft} s`
  }
}

/** This process is no longer the one that writes to the store: nothing was written. */
export class WriterLost extends Schema.TaggedError<WriterLost>("@huidan/sync/WriterLost")("WriterLost", {}) {
  override get message(): string {
    return "another process writes to the store now, because this one gave no sign of life for longer than its lease: start it again"
  }
}
