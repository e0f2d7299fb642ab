/** Quotas as a strict platform counts them: in every window of so many seconds, wherever it begins. */
import type { OperationName } from "@huidan/core"
import type { JournalEntry } from "../../twin/TwinJournal.ts"
import { manifestOperationOf, type Subject } from "../trial/Subject.ts"

export interface SlidingQuota {
  readonly requests: number
  readonly seconds: number
}

/** The quota of one of the twin's operations: the platform's, else the one that the manifest declares. */
export const quotaOf = (subject: Subject, twinOperation: OperationName): SlidingQuota | null =>
  subject.twin.operations[twinOperation]?.endpoint?.quota ??
  subject.manifest.operations[manifestOperationOf(subject, twinOperation) ?? ""]?.quota ??
  null

/** The first window that holds more requests than the quota allows, in words; `null` where none does. */
export const overrun = (
  journal: ReadonlyArray<JournalEntry>,
  operation: OperationName,
  quota: SlidingQuota
): string | null => {
  const times = journal
    .filter((entry) => entry.operation === operation)
    .map(({ at }) => at)
    .toSorted((left, right) => left - right)
  const window = quota.seconds * 1000
  const first = times.findIndex(
    (time, index) => (times[index + quota.requests] ?? Number.POSITIVE_INFINITY) - time < window
  )
  if (first < 0) return null
  const count = times.filter((time) => time >= (times[first] ?? 0) && time < (times[first] ?? 0) + window).length
  return `${operation}: ${count} requests within ${quota.seconds} s, ${quota.requests} are allowed`
}
