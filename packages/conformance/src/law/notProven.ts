/** What a run of the laws did not prove: cases that no trial reached, and what no answer showed. */
import type { ErrorCode, FieldPattern, OperationName } from "@huidan/core"
import { fieldsBelow } from "@huidan/core"
import type { Fault } from "../twin/rules/Fault.ts"
import { orderCoverOf } from "./answer/orderCover.ts"
import { tellingCoverOf } from "./answer/tellingCover.ts"
import type { LawResult, NotProven } from "./runLaws.ts"
import { faultProof, fieldProof } from "./trial/Proofs.ts"
import { decodedOperations, type Subject } from "./trial/Subject.ts"

/**
 * Everything that the laws did not prove, in the order of reports. `results` are those of one run of at least ten
 * seeds; what only a law shows that is not among them, or that is not kept, is left out.
 */
export const notProvenBy = (
  subjects: ReadonlyArray<Subject>,
  results: ReadonlyArray<LawResult>
): ReadonlyArray<NotProven> => {
  const [subject] = subjects
  const proved = new Set(results.flatMap((result) => [...result.proved]))
  const isKept = (law: string) => results.some((result) => result.law === law && result.verdict === "kept")
  const missing = (reason: string, wanted: ReadonlyArray<string>): ReadonlyArray<NotProven> =>
    wanted.filter((what) => !proved.has(what)).map((what) => ({ what, reason }))
  return [
    ...results.flatMap(({ notProven }) => notProven),
    ...(subject === undefined || !isKept("fidelity")
      ? []
      : decodedOperations(subject).flatMap((operation) => {
          const { neverShown, shown } = orderCoverOf(subject.twin, operation)
          return [
            ...missing("no order of the twin shows it", neverShown),
            ...missing("no trial compared an order that shows it", [...shown])
          ]
        })),
    ...(subject === undefined || !isKept("fidelity") ? [] : emptyFields(subject, proved)),
    ...(subject === undefined || !isKept("fidelity") ? [] : besideOrders(subject, missing)),
    ...(isKept("error-mapping")
      ? undocumented(subjects).map((what) => ({ what, reason: "no document of the twin has this code" }))
      : []),
    ...(["no-leak", "retry-bounds", "completeness"].every(isKept) && subject !== undefined
      ? missing("no request had this fault", faultsOf(subject).map(faultProof))
      : [])
  ]
}

/** The list for a person, by reason; empty if everything is proven. */
export const notProvenText = (notProven: ReadonlyArray<NotProven>): string => {
  if (notProven.length === 0) return ""
  const reasons = [...new Set(notProven.map(({ reason }) => reason))]
  return [
    `Not proven (${notProven.length}):`,
    ...reasons.flatMap((reason) => [
      `  ${reason}:`,
      ...notProven.filter((each) => each.reason === reason).map(({ what }) => `    ${what}`)
    ])
  ].join("\n")
}

/** The codes of answers that calls read beside an order. */
const besideOrders = (
  { twin }: Subject,
  missing: (reason: string, wanted: ReadonlyArray<string>) => ReadonlyArray<NotProven>
): ReadonlyArray<NotProven> => {
  const { neverShown, shown } = tellingCoverOf(twin)
  return [
    ...missing("no order of the twin shows it", neverShown),
    ...missing("no call read an order that shows it", [...shown])
  ]
}

/** The canonical fields that answers carry and that had no value in any of them, each with its operations. */
const emptyFields = (subject: Subject, proved: ReadonlySet<string>): ReadonlyArray<NotProven> => {
  const operationsOf = new Map<FieldPattern, ReadonlyArray<OperationName>>()
  for (const operation of decodedOperations(subject)) {
    const { carries = [], without = [] } = subject.twin.operations[operation]?.answer ?? {}
    const nowhere = new Set(without.flatMap((pattern) => fieldsBelow(pattern)))
    for (const field of new Set(carries.flatMap((pattern) => fieldsBelow(pattern)))) {
      if (nowhere.has(field) || proved.has(fieldProof(operation, field))) continue
      operationsOf.set(field, [...(operationsOf.get(field) ?? []), operation])
    }
  }
  return [...operationsOf].map(([field, operations]) => ({
    what: `field ${field} of ${operations.join(", ")}`,
    reason: "no order of the twin has a value there"
  }))
}

/** The manifest's codes that the twin has at no operation. */
const undocumented = (subjects: ReadonlyArray<Subject>): ReadonlyArray<string> => {
  const documented = subjects.flatMap(({ twin }) =>
    Object.values(twin.operations).flatMap(({ errors = [] }) => errors.map(({ code }) => code))
  )
  const declared = subjects.flatMap(({ manifest }) => manifest.errors)
  return [...new Set(declared.filter((entry) => !documented.some((code) => isOf(entry, code))).map(nameOf))]
}

const nameOf = ({ code, subCode }: ErrorCode): string => `error code ${subCode === null ? code : `${code}:${subCode}`}`

/** Whether a code of the twin, with its sub-code behind a colon, is of this entry: by the rules of a manifest. */
const isOf = (entry: ErrorCode, documented: string): boolean => {
  const [code = "", ...rest] = documented.split(":")
  if (code !== entry.code || entry.subCode === null) return code === entry.code
  const subCode = rest.join(":")
  if (entry.subCode.startsWith(":")) return subCode.endsWith(entry.subCode)
  return entry.subCode.endsWith("*")
    ? subCode.startsWith(entry.subCode.slice(0, -1))
    : subCode === entry.subCode || subCode.startsWith(`${entry.subCode}:`)
}

const faultsOf = ({ manifest, twin }: Subject): ReadonlyArray<Fault["kind"]> => [
  "http-status",
  "reset",
  "cut-body",
  "html",
  "slow",
  "unknown-code",
  "php-shapes",
  ...(Object.values(twin.operations).some(({ errors = [] }) => errors.length > 0) ? (["error-code"] as const) : []),
  ...(twin.token === null ? [] : (["token-dead", "token-dead-for-ever"] as const)),
  ...(manifest.capabilities.listOrders === null ? [] : (["rows-move"] as const))
]
