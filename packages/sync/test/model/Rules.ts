/** The rules by which the model's store stays in step: the package's own, and mistaken ones. */
import {
  enoughFrom,
  type Facet,
  type FacetTimes,
  isEnough,
  isNewer,
  type OverlaidOrder,
  overlay,
  standardAllowances
} from "../../src/index.ts"
import { type FieldName, fieldIn, fieldNames, ofDetail, ofList, orderOf } from "./Fields.ts"
import type { WorldName } from "./World.ts"

export interface Rules {
  readonly isNewer: (stored: FacetTimes | null, next: FacetTimes) => boolean
  /** The order that the facets make; `before` is the stored one, `last` the facet that came last. */
  readonly merge: (
    facets: readonly [Facet, ...ReadonlyArray<Facet>],
    last: Facet,
    before: OverlaidOrder
  ) => OverlaidOrder
  readonly isEnough: (want: number | null, askedAt: number | null) => boolean
  readonly enoughFrom: (want: number) => number
  /** Whether the pages of a window are read from its last one. */
  readonly backwards: boolean
  /** Whether the cursor is stored with the rows of the last page, not before the first. */
  readonly cursorLast: boolean
  readonly settles: boolean
  readonly singleFlight: boolean
}

export const ownRules: Rules = {
  isNewer,
  merge: (facets) => overlay(facets),
  isEnough: (want, askedAt) => isEnough(want, askedAt, standardAllowances),
  enoughFrom: (want) => enoughFrom(want, standardAllowances),
  backwards: true,
  cursorLast: true,
  settles: true,
  singleFlight: true
}

const allowing = (allowances: typeof standardAllowances): Partial<Rules> => ({
  isEnough: (want, askedAt) => isEnough(want, askedAt, allowances),
  enoughFrom: (want) => enoughFrom(want, allowances)
})

const allFields = (value: (name: FieldName) => string | null): OverlaidOrder => {
  const fields = { label: null, note: null, channel: null, campaign: null, lines: null, video: null }
  return { ...orderOf({ ...fields, ...Object.fromEntries(fieldNames.map((name) => [name, value(name)])) }, fieldNames) }
}

const carriedBy = ({ operation }: Facet): ReadonlyArray<FieldName> => (operation === "list" ? ofList : ofDetail)

export interface Mutant {
  readonly rules: Partial<Rules>
  readonly world: WorldName
  /** What it does wrong: at the end the store differs from the platform, or a version shows an older state. */
  readonly shows: "wrong" | "older"
}

/** A rule left out, and a world in which that shows. */
export const mutants: Readonly<Record<string, Mutant>> = {
  "the last arrival wins": {
    rules: { isNewer: () => true },
    world: "slow answers, replicas behind",
    shows: "older"
  },
  "an equal second is not newer": {
    rules: {
      isNewer: (stored, next) =>
        stored === null ||
        (stored.updated !== null && next.updated !== null
          ? next.updated > stored.updated
          : next.askedAt > stored.askedAt)
    },
    world: "details that tell the update time, bursts within a second",
    shows: "wrong"
  },
  "a thinner answer replaces the whole order": {
    rules: { merge: (_, { order }) => ({ ...order }) },
    world: "the usual one",
    shows: "wrong"
  },
  "null never overwrites": {
    rules: {
      merge: (_, last, before) =>
        allFields(
          (name) => (carriedBy(last).includes(name) ? fieldIn({ ...last.order }, name) : null) ?? fieldIn(before, name)
        )
    },
    world: "the usual one",
    shows: "wrong"
  },
  "a detail asked for in the second of the change is enough": {
    rules: {
      isEnough: (want, askedAt) => want === null || (askedAt !== null && askedAt >= want),
      enoughFrom: (want) => want
    },
    world: "pushes at once, bursts within a second",
    shows: "wrong"
  },
  "nothing is allowed for replicas": {
    rules: allowing({ ...standardAllowances, replicaLag: 0 }),
    world: "slow answers, replicas behind",
    shows: "wrong"
  },
  "the cursor is stored before the rows": {
    rules: { cursorLast: false },
    world: "killed each 6 seconds, without pushes and overlap",
    shows: "wrong"
  },
  "windows are read up to the present": {
    rules: { settles: false },
    world: "no pushes, no overlap, replicas behind",
    shows: "wrong"
  },
  "pages are read from the first": {
    rules: { backwards: false },
    world: "a busy shop without pushes, kills and overlap",
    shows: "wrong"
  },
  "details are not single flight, and the last arrival wins": {
    rules: { singleFlight: false, isNewer: () => true },
    world: "slow answers, pushes at once",
    shows: "older"
  }
}
