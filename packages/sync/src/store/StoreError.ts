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

/** A stored record of an order is damaged: it is not JSON, or its private texts cannot be decrypted. */
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

/** What was asked for needs a master key, and this store has none: its private texts are masked. */
export class NoMasterKey extends Schema.TaggedError<NoMasterKey>("@huidan/sync/NoMasterKey")("NoMasterKey", {}) {
  override get message(): string {
    return "the store has no master key: its private texts are masked, cannot be read, and are not found. What is stored after a master key was configured can be"
  }
}

/** The private texts of this order cannot be read: they were destroyed, or the store does not have the order. */
export class NotRevealed extends Schema.TaggedError<NotRevealed>("@huidan/sync/NotRevealed")("NotRevealed", {
  /** The order's key. */
  order: Schema.String,
  /** `unknown`: the store does not have the order; the others: why its texts were destroyed. */
  reason: Schema.Literals(["unknown", "forgotten", "expired"])
}) {
  override get message(): string {
    return this.reason === "unknown"
      ? `the store does not have the order ${this.order}`
      : `the private texts of the order ${this.order} were destroyed, because they ${this.reason === "forgotten" ? "were to be forgotten" : "were older than they may be"}`
  }
}

/** A row of the quarantine cannot be replayed. */
export class NotReplayed extends Schema.TaggedError<NotReplayed>("@huidan/sync/NotReplayed")("NotReplayed", {
  fingerprint: Schema.String,
  /**
   * `gone`: it is not in the quarantine, perhaps because somebody else replayed it; `empty`: only its reason is stored;
   * `push`: it is a message of a push, not an order.
   */
  reason: Schema.Literals(["gone", "empty", "push"])
}) {
  override get message(): string {
    const why = {
      gone: "is not in the quarantine: somebody else may have replayed it",
      empty: "was not kept, only its reason was: want the order, so that it is read again",
      push: "is a message of a push, not an order: want the order that it is about"
    }
    return `the row ${this.fingerprint} ${why[this.reason]}`
  }
}
