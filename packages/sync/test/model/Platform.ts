/** The platform of the model: orders that change, several times within one second too, and replicas that lag. */
import type { Dice } from "@huidan/conformance"
import type { Events } from "./Events.ts"
import { type FieldName, type Fields, fieldNames } from "./Fields.ts"
import type { World } from "./World.ts"

/** What an order was like from a moment on. */
export interface State {
  /** 0 for the first state of the order. */
  readonly number: number
  readonly since: number
  /** The platform's update time: a whole second by its clock. */
  readonly updated: number
  readonly created: number
  readonly isOpen: boolean
  readonly fields: Fields
}

export interface Row {
  readonly id: string
  readonly state: State
}

export interface Platform {
  /** The order as a replica has it; `undefined` if the replica does not have it yet. */
  readonly detail: (id: string) => State | undefined
  /** The orders updated or created in this time, which excludes its end, the oldest first. */
  readonly list: (by: "updated" | "created", from: number, to: number) => ReadonlyArray<Row>
  readonly truth: () => ReadonlyMap<string, State>
  /** The platform's time. */
  readonly clock: () => number
}

const nothing: Fields = { label: null, note: null, channel: null, campaign: null, lines: null, video: null }

export const makePlatform = (world: World, dice: Dice, events: Events, push: (id: string) => void): Platform => {
  const history = new Map<string, Array<State>>()
  const within = (most: number) => dice.between(0, Math.floor(most))
  const clock = () => events.now() + world.skew
  const wholeSecond = () => Math.floor(clock() / 1000) * 1000

  const change = (id: string): void => {
    const states = history.get(id) ?? []
    const before = states.at(-1)
    const changing = before === undefined ? fieldNames : fieldNames.filter(() => dice.chance(0.4))
    const fields: Record<FieldName, string | null> = { ...(before?.fields ?? nothing) }
    for (const name of changing.length === 0 ? (["campaign"] as const) : changing) {
      fields[name] = name !== "label" && dice.chance(0.2) ? null : `${name} ${within(1e9)}`
    }
    states.push({
      number: states.length,
      since: events.now(),
      updated: wholeSecond(),
      created: before?.created ?? wholeSecond(),
      isOpen: before === undefined || (before.isOpen && !dice.chance(0.1)),
      fields
    })
    history.set(id, states)
    if (!world.pushes || dice.chance(world.pushLoss)) return
    events.after(within(world.pushDelay), () => push(id))
    if (dice.chance(0.2)) events.after(within(2 * world.pushDelay), () => push(id))
  }

  const replica = (id: string): State | undefined => {
    const moment = events.now() - (world.lag > 0 && dice.chance(0.3) ? within(world.lag) : 0)
    return history.get(id)?.findLast(({ since }) => since <= moment)
  }

  const live = (): void => {
    if (events.now() > world.until) return
    const ids = [...history.keys()]
    const isNew = ids.length === 0 || (ids.length < world.orders && dice.chance(0.3))
    const id = isNew ? `o${ids.length}` : (dice.pickFrom(ids) ?? "o0")
    change(id)
    if (dice.chance(world.burst)) {
      events.after(within(900), () => change(id))
      if (dice.chance(0.5)) events.after(within(900), () => change(id))
    }
    events.after(within(world.changeEvery * 2), live)
  }
  events.at(0, live)

  return {
    clock,
    detail: replica,
    list: (by, from, to) =>
      [...history.keys()]
        .flatMap((id): ReadonlyArray<Row> => {
          const state = replica(id)
          return state !== undefined && state[by] >= from && state[by] < to ? [{ id, state }] : []
        })
        .toSorted((one, other) => one.state[by] - other.state[by] || (one.id < other.id ? -1 : 1)),
    truth: () => new Map([...history].flatMap(([id, states]) => states.slice(-1).map((state) => [id, state] as const)))
  }
}
