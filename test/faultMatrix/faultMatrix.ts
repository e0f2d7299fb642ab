/** The matrix: each fault on each operation that an adapter calls, with the expected result. */
import type { OperationManifest } from "@huidan/core"
import {
  byFault,
  byReason,
  type Expectation,
  type Expected,
  exceptions,
  exceptionsByReason,
  notRetried,
  tokenOperation,
  tokenOperationByReason
} from "./expectations.ts"
import { faults, type Occurrence, occurrences, type Strike, tokenFault } from "./MatrixFault.ts"
import type { Observed } from "./runCell.ts"
import { errorsOf, needsToken, type Shop, type Way, wayTo } from "./Shop.ts"

export interface Cell {
  readonly fault: string
  readonly occurrence: Occurrence
  readonly strike: Strike
  readonly expected: Observed
}

/** The cells of one operation, in the order of the rows. */
export const cellsOf = (shop: Shop, operation: string): ReadonlyArray<Cell> => {
  const where = `${shop.platform} ${operation}`
  const manifest = shop.adapter.manifest.operations[operation]
  const isToken = manifest?.answers === "token"
  const hasToken = needsToken(shop, operation)
  const cell = (fault: string, occurrence: Occurrence, strike: Strike, expected: Expected): Cell => ({
    fault,
    occurrence,
    strike,
    expected: inFull(expected[occurrence], manifest, hasToken, wayTo(shop.platform, operation))
  })
  const rows = hasToken ? [...faults, tokenFault] : faults
  return [
    ...rows.flatMap((fault) => {
      const { name } = fault
      const expected = exceptions[where]?.[name] ?? (isToken ? tokenOperation[name] : undefined) ?? byFault[name]
      return occurrences.map((occurrence) => cell(name, occurrence, fault[occurrence], expected))
    }),
    ...errorsOf(shop, operation).flatMap(({ code, reason }) => {
      const expected =
        exceptionsByReason[where]?.[reason] ??
        (isToken ? tokenOperationByReason[reason] : undefined) ??
        byReason[reason] ??
        notRetried(reason)
      return occurrences.map((occurrence) => cell(`code ${code}`, occurrence, { kind: "code", code }, expected))
    })
  ]
}

/** A call requests a token once. If there is no token, it makes no further request. A list may end with an empty page. */
const inFull = (
  { outcome, requests, others }: Expectation,
  manifest: OperationManifest | undefined,
  hasToken: boolean,
  { requestsBefore: before = 0, requestsAtEnd = 0 }: Way
): Observed => ({
  outcome,
  requests: requests + (outcome === "answer" ? requestsAtEnd : 0),
  others: before + (others ?? (manifest?.answers === "token" ? (outcome === "answer" ? 1 : 0) : hasToken ? 1 : 0))
})

export const isAsExpected = ({ expected }: Cell, { others, outcome, requests }: Observed): boolean =>
  expected.outcome === outcome && expected.requests === requests && expected.others === others

/** `RateLimited 5 +1`: the outcome, requests of the operation, all others. */
export const describeObserved = ({ others, outcome, requests }: Observed): string =>
  `${outcome} ${requests}${others === 0 ? "" : ` +${others}`}`
