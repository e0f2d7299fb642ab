/** Quotas as a strict platform counts them: in any window of this many seconds, wherever it begins. */
import type { OperationName } from "@huidan/core"
import type { JournalEntry } from "../../twin/TwinJournal.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"

export interface SlidingQuota {
  readonly requests: number
  readonly seconds: number
}

/** The quota of an operation of the twin: the platform's, else the one that the manifest declares. */
export const quotaOf = (
  subject: Pick<Subject, "manifest" | "twin">,
  twinOperation: OperationName
): SlidingQuota | null =>
  subject.twin.operations[twinOperation]?.endpoint?.quota ?? declaredOperation(subject, twinOperation)?.quota ?? null

/** Describes the first window with more requests than the quota allows; `null` if there is none. */
export const quotaExcess = (
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
  return `${operation}: ${count} requests in ${quota.seconds} s, at most ${quota.requests} are allowed`
}
