/** The store of the model, and the process that keeps it in step and is killed again and again. */
import type { Dice } from "@huidan/conformance"
import { type Facet, laterWant, type OverlaidOrder } from "../../src/index.ts"
import type { Events } from "./Events.ts"
import { detailCarries, fieldIn, fieldNames, listCarries, ofDetail, ofList, orderOf } from "./Fields.ts"
import type { Platform, State } from "./Platform.ts"
import type { Rules } from "./Rules.ts"
import type { World } from "./World.ts"

/** What is stored of an order. */
export interface StoredOrder {
  readonly facets: ReadonlyMap<string, Facet & { readonly number: number }>
  readonly current: OverlaidOrder
  readonly version: number
  readonly want: number | null
}

export interface Store {
  readonly orders: ReadonlyMap<string, StoredOrder>
  /** How many answers took the place of one that shows a newer state. */
  readonly older: () => number
  /** The versions, in the sequence in which they were made. */
  readonly versions: ReadonlyArray<readonly [id: string, version: number]>
  readonly receivePush: (id: string) => void
  /** Starts the process. */
  readonly start: () => void
}

const unknown: StoredOrder = { facets: new Map(), current: {}, version: 0, want: null }

const pageSize = 3
const pollEvery = 15_000
const lookEvery = 2000
const mostDetails = 6

export const makeStore = (world: World, rules: Rules, dice: Dice, events: Events, platform: () => Platform): Store => {
  // What is committed.
  const orders = new Map<string, StoredOrder>()
  const versions: Array<readonly [string, number]> = []
  let cursor = Number.NEGATIVE_INFINITY
  let older = 0
  // What dies with the process.
  let life = 0
  let flying = new Set<string>()
  let again = new Set<string>()

  const stored = (id: string) => orders.get(id) ?? unknown
  const within = (most: number) => dice.between(0, Math.floor(most))

  /** `serve` runs when the platform answers, `done` when the answer arrives, unless the process has died. */
  const call = <A>(serve: () => A, done: (answer: A, askedAt: number) => void): void => {
    const [own, askedAt] = [life, events.now()]
    events.after(20 + within(world.latency), () => {
      const answer = serve()
      events.after(5 + within(world.latency / 2), () => {
        if (own === life) done(answer, askedAt)
      })
    })
  }

  const put = (id: string, operation: "list" | "detail", state: State, askedAt: number): void => {
    const isList = operation === "list"
    const facet = {
      operation,
      order: orderOf(state.fields, isList ? ofList : ofDetail),
      carries: isList ? listCarries : detailCarries,
      updated: isList || world.detailTellsUpdate ? state.updated : null,
      askedAt,
      number: state.number
    }
    const before = stored(id)
    const want = isList ? laterWant(before.want, state.updated) : before.want
    const last = before.facets.get(operation) ?? null
    if (!rules.isNewer(last, facet)) {
      orders.set(id, { ...before, want })
      return
    }
    if (last !== null && facet.number < last.number) older += 1
    const facets = new Map([...before.facets, [operation, facet]])
    const [first = facet, ...others] = facets.values()
    const current = rules.merge([first, ...others], facet, before.current)
    const isChanged = fieldNames.some((name) => fieldIn(current, name) !== fieldIn(before.current, name))
    const version = before.version + (isChanged ? 1 : 0)
    if (isChanged) versions.push([id, version])
    orders.set(id, { facets, current, version, want })
  }

  const isEnough = (id: string) => {
    const { facets, want } = stored(id)
    return rules.isEnough(want, facets.get("detail")?.askedAt ?? null)
  }

  const detail = (id: string): void => {
    if (rules.singleFlight && flying.has(id)) {
      again.add(id)
      return
    }
    flying.add(id)
    call(
      () => platform().detail(id),
      (state, askedAt) => {
        flying.delete(id)
        if (state !== undefined) put(id, "detail", state, askedAt)
        if (again.delete(id)) detail(id)
      }
    )
  }

  /** An order that was asked for since its change is shown already: it is asked for again when an answer is enough. */
  const waits = (id: string): boolean => {
    const { facets, want } = stored(id)
    const askedAt = facets.get("detail")?.askedAt ?? null
    return want !== null && askedAt !== null && askedAt > want + 1000 && events.now() < rules.enoughFrom(want)
  }

  const look = (own: number): void => {
    if (own !== life) return
    const due = [...orders.keys()].filter((id) => !isEnough(id) && !waits(id) && !flying.has(id))
    for (const id of due.slice(0, mostDetails)) detail(id)
    events.after(lookEvery, () => look(own))
  }

  /** Reads one window after the other, each page by page. */
  const lane = (own: number): void => {
    if (own !== life) return
    const until = events.now() - (rules.settles ? world.settle : 0)
    const since = cursor - world.overlap
    if (!rules.cursorLast) cursor = until
    const finish = () => {
      cursor = Math.max(cursor, until)
      events.after(pollEvery, () => lane(own))
    }
    /**
     * Page 0 counts the rows. A window that states more rows than its pages had is read again, as adapters do: a row that a
     * replica shows again moves those behind it to pages that were read.
     */
    const read = (page: number, total: number, seen: Set<string>): void =>
      call(
        () => {
          const rows = platform().list("updated", since, until)
          return { total: rows.length, rows: page === 0 ? [] : rows.slice((page - 1) * pageSize, page * pageSize) }
        },
        ({ rows, total: found }, askedAt) => {
          for (const { id, state } of rows) {
            put(id, "list", state, askedAt)
            seen.add(id)
          }
          const lastPage = Math.ceil(found / pageSize)
          const most = Math.max(total, found)
          if (page === 0 && found > 0) read(rules.backwards ? lastPage : 1, found, new Set())
          else if (rules.backwards && page > 1) read(page - 1, most, seen)
          else if (rules.backwards && (found > total || seen.size < most)) read(lastPage, found, new Set())
          else if (!rules.backwards && page < lastPage) read(page + 1, found, seen)
          else finish()
        }
      )
    read(0, 0, new Set())
  }

  const start = (): void => {
    life += 1
    flying = new Set()
    again = new Set()
    lane(life)
    look(life)
  }

  const kill = (): void => {
    if (events.now() >= world.until) return
    life += 1
    events.after(within(3000), start)
    events.after(within(2 * world.kill), kill)
  }
  if (world.kill > 0) events.after(within(2 * world.kill), kill)

  return {
    orders,
    versions,
    older: () => older,
    start,
    // The push is committed before it is acknowledged, so a kill does not lose its want.
    receivePush: (id) => {
      const before = stored(id)
      orders.set(id, { ...before, want: laterWant(before.want, events.now()) })
      detail(id)
    }
  }
}
