/** Ways in which a list contradicts itself, or changes while it is read. */
import type { OperationName, Order, OrderQuery } from "@huidan/core"
import type { ServedPage, TwinDefinition } from "../../twin/definition/TwinDefinition.ts"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import type { Fault, FaultPlan } from "../../twin/rules/Fault.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"

interface ListTrouble {
  readonly fault: Fault
  /** From which request of the list on, from 1. By update time the first one often only finds the end of the list. */
  readonly from: Readonly<Record<OrderQuery["by"], number>>
  readonly lasts: "once" | "always"
  /** What a list must have so that a reader can notice it: pages with numbers, or also a total in its answers. */
  readonly needs: "nothing" | "numbers" | "total"
}

const later = { created: 2, updated: 2 }
const first = { created: 1, updated: 1 }

export const listTroubles = {
  "later pages state the total 0": {
    fault: { kind: "wrong-total", total: 0 },
    from: later,
    lasts: "always",
    needs: "total"
  },
  "the total is -1": { fault: { kind: "wrong-total", total: -1 }, from: first, lasts: "always", needs: "total" },
  "no total is stated": { fault: { kind: "wrong-total", total: null }, from: first, lasts: "always", needs: "total" },
  "the total is 2 at most": { fault: { kind: "total-cap", most: 2 }, from: first, lasts: "always", needs: "total" },
  "a page is empty once": { fault: { kind: "empty-page" }, from: later, lasts: "once", needs: "total" },
  "pages are empty": { fault: { kind: "empty-page" }, from: later, lasts: "always", needs: "total" },
  "a page lacks a row once": {
    fault: { kind: "short-page" },
    from: { created: 1, updated: 2 },
    lasts: "once",
    needs: "numbers"
  },
  "pages lack a row": { fault: { kind: "short-page" }, from: first, lasts: "always", needs: "total" },
  "pages are smaller than asked for": {
    fault: { kind: "page-size", size: 3 },
    from: first,
    lasts: "always",
    needs: "numbers"
  },
  "orders of one second change places": {
    fault: { kind: "other-order" },
    from: first,
    lasts: "always",
    needs: "total"
  },
  "an order appears among those that were read": {
    fault: { kind: "row-appears" },
    from: { created: 1, updated: 2 },
    lasts: "once",
    // Without a total, the rows show it that move to the next page.
    needs: "numbers"
  },
  "orders vanish": { fault: { kind: "rows-vanish" }, from: { created: 1, updated: 2 }, lasts: "once", needs: "total" },
  "the rows are under another key": { fault: { kind: "list-renamed" }, from: first, lasts: "always", needs: "nothing" },
  "a row states a time outside the window": {
    fault: { kind: "other-time" },
    from: first,
    lasts: "once",
    needs: "nothing"
  }
} as const satisfies Readonly<Record<string, ListTrouble>>

export type ListTroubleName = keyof typeof listTroubles

/** The twin's lists that the adapter calls. */
export const calledLists = (subject: Subject): ReadonlyArray<OperationName> =>
  Object.keys(subject.twin.operations).filter((operation) => {
    const declared = declaredOperation(subject, operation)
    return declared?.answers === "orders" && declared.use === "call"
  })

/** Whether all lists that the adapter calls are paged by marks. */
export const hasOnlyMarks = (subject: Subject): boolean =>
  calledLists(subject).every((operation) => subject.twin.operations[operation]?.endpoint?.pages === "marks")

/** The trouble at the adapter's lists. */
export const troublePlan = (subject: Subject, trouble: ListTrouble, by: OrderQuery["by"]): FaultPlan => ({
  scripted: calledLists(subject).map((operation) => ({
    operation,
    request: trouble.from[by],
    times: trouble.lasts === "once" ? 1 : Number.MAX_SAFE_INTEGER,
    fault: trouble.fault
  }))
})

/** What a list lacks, so that no reader could notice the trouble; `null` if it lacks nothing. */
export const lacksForTrouble = (
  { twin }: Subject,
  running: RunningTwin,
  operation: OperationName,
  { needs }: ListTrouble
): string | null => {
  if (needs !== "nothing" && twin.operations[operation]?.endpoint?.pages === "marks") return "its pages have no numbers"
  return needs === "total" && !statesTotal(running, operation) ? "its answers state no total" : null
}

/** Whether a list's answers state how many rows it has: whether their text depends on it. */
export const statesTotal = (running: RunningTwin, operation: OperationName): boolean => {
  const orders: ReadonlyArray<Order> = running.orders().slice(0, 1)
  const bodyWith = (total: ServedPage["total"]) =>
    running.body(operation, orders, { page: { page: 1, size: 1, total } }) ?? ""
  return bodyWith(1) !== bodyWith(987_654)
}

/** Rows of a page of `smallPages`. */
export const smallPage = 5

/**
 * The twin, whose lists with page numbers have small pages, whatever was asked for: trials with several pages of a hundred
 * rows take time.
 */
export const smallPages = (subject: Subject): TwinDefinition => ({
  ...subject.twin,
  operations: Object.fromEntries(
    Object.entries(subject.twin.operations).map(([name, operation]) => {
      const { endpoint } = operation
      if (endpoint === null || endpoint.pages === "marks" || !calledLists(subject).includes(name))
        return [name, operation]
      const handle: typeof endpoint.handle = (call) =>
        endpoint.handle({
          ...call,
          select: (selection) => call.select({ ...selection, size: Math.min(selection.size, smallPage) })
        })
      return [name, { ...operation, endpoint: { ...endpoint, handle } }]
    })
  )
})

/**
 * The subject with lists of several pages, and the orders that these need at least: small pages, or full ones where a list
 * has marks instead of page numbers.
 */
export const severalPages = (subject: Subject): { readonly subject: Subject; readonly orders: number } => {
  const hasMarks = calledLists(subject).some((name) => subject.twin.operations[name]?.endpoint?.pages === "marks")
  return hasMarks
    ? { subject, orders: 100 }
    : { subject: { ...subject, twin: smallPages(subject) }, orders: 2 * smallPage }
}
