/** What the world around a store is like. Times are in milliseconds unless they say otherwise. */
import type { ShopSettings } from "@huidan/sync"

/** A platform, reached through one of its doors. */
export interface WorldDoor {
  readonly platform: string
  /** The name of the twin's door; `null` for the standard one. */
  readonly door: string | null
}

/** When every world begins, in Unix milliseconds. */
export const start = Date.UTC(2024, 5, 1, 3)

export interface World {
  readonly at: WorldDoor
  /** How many orders there are at the beginning. */
  readonly orders: number
  /** Traffic ends after so long. */
  readonly until: number
  /** The mean time between two changes. */
  readonly changeEvery: number
  /** How often a change is followed by another one of the same order within a second. */
  readonly burst: number
  /** How far replicas may be behind, in seconds. */
  readonly listLag: number
  readonly detailLag: number
  /** Seconds by which the platform's clock is ahead of the world's. */
  readonly ahead: number
  /** Moments at which this machine's clock is set, and by how much. */
  readonly clockSteps: ReadonlyArray<{ readonly after: number; readonly by: number }>
  readonly pushes: Pushes | null
  /** The mean time between two kills of the process; 0 for none. */
  readonly killEvery: number
  /** How long a request and its answer are under way, at most. */
  readonly latency: number
  /** The share of requests that the platform answers with a fault that passes. */
  readonly faults: number
  /** Whether each order is named by a person. */
  readonly named: boolean
  /** The mean time between two periods that a person has read again; 0 for none. */
  readonly backfillEvery: number
  /** The mean time between two orders whose private texts a person has forgotten; 0 for none. */
  readonly forgetEvery: number
  readonly unreadable: Unreadable | null
  readonly settings: ShopSettings
  /** Options of the adapter. */
  readonly options: { readonly settleSeconds?: number; readonly overlapSeconds?: number }
}

export interface Pushes {
  /** The share of changes that are never pushed. */
  readonly lost: number
  /** How much later a push may come. */
  readonly delay: number
  /** The share of pushes that come twice. */
  readonly twice: number
  /** Of two changes within a second only the first is pushed. */
  readonly onlyFirst?: boolean
}

/** Rows of lists that the adapter cannot decode at first. A newer one can, and a person has the rows decoded again. */
export interface Unreadable {
  /** The share of orders whose rows are such. */
  readonly share: number
  /** When the newer adapter comes. */
  readonly until: number
}

const second = 1000
const minute = 60 * second

/** A world is small: a shop of a few orders for some minutes. */
export const mostRequests = 80

const usual: Omit<World, "at"> = {
  orders: 6,
  until: 3 * minute,
  changeEvery: 16 * second,
  burst: 0.3,
  listLag: 0,
  detailLag: 0,
  ahead: 0,
  clockSteps: [],
  pushes: { lost: 0.3, delay: 20 * second, twice: 0.2 },
  killEvery: minute,
  latency: 800,
  faults: 0.05,
  named: false,
  backfillEvery: 0,
  forgetEvery: 0,
  unreadable: null,
  settings: { replicaLag: 0, pollInterval: "25 seconds", firstSync: "3 days" },
  options: { settleSeconds: 5, overlapSeconds: 5 }
}

/** Orders whose changes no list shows are read again, after so long in milliseconds. */
const reread: Pick<World, "settings" | "changeEvery"> = {
  changeEvery: 25 * second,
  settings: {
    ...usual.settings,
    pollInterval: "50 seconds",
    rereadOpen: "80 seconds",
    rereadClosed: "100 seconds",
    keepClosed: "1 hour"
  }
}

const lagging = {
  listLag: 15,
  detailLag: 15,
  options: { settleSeconds: 20, overlapSeconds: 5 }
} as const

const xiaoe: WorldDoor = { platform: "xiaoe", door: null }
const xiaoe10: WorldDoor = { platform: "xiaoe", door: "version 1.0" }
const fengchao: WorldDoor = { platform: "doudian", door: null }
const official: WorldDoor = { platform: "doudian", door: "official" }
const wshoto: WorldDoor = { platform: "wshoto", door: null }

export const worlds = {
  "xiaoe 2.0": { ...usual, at: xiaoe },
  "xiaoe 2.0, replicas behind": {
    ...usual,
    ...lagging,
    at: xiaoe,
    settings: { ...usual.settings, replicaLag: "15 seconds" }
  },
  "xiaoe 2.0, the clock an hour back": { ...usual, at: xiaoe, clockSteps: [{ after: 70 * second, by: -60 * minute }] },
  "xiaoe 2.0, the clock an hour ahead": { ...usual, at: xiaoe, clockSteps: [{ after: 70 * second, by: 60 * minute }] },
  "xiaoe 2.0, a busy shop without pushes and overlap": {
    ...usual,
    at: xiaoe,
    pushes: null,
    killEvery: 0,
    until: 90 * second,
    changeEvery: 3 * second,
    latency: 2 * second,
    options: { settleSeconds: 5, overlapSeconds: 0 }
  },
  "xiaoe 2.0, replicas behind, without pushes and overlap": {
    ...usual,
    ...lagging,
    at: xiaoe,
    pushes: null,
    settings: { ...usual.settings, replicaLag: "15 seconds" },
    options: { settleSeconds: 20, overlapSeconds: 0 }
  },
  "xiaoe 2.0, killed often, without pushes and overlap": {
    ...usual,
    at: xiaoe,
    pushes: null,
    killEvery: 20 * second,
    settings: { ...usual.settings, pollInterval: "15 seconds" },
    options: { settleSeconds: 5, overlapSeconds: 0 }
  },
  "xiaoe 2.0, pushes at once, bursts within a second": {
    ...usual,
    at: xiaoe,
    killEvery: 0,
    burst: 0.9,
    latency: 200,
    pushes: { lost: 0.5, delay: 300, twice: 0 }
  },
  "xiaoe 1.0, every change is pushed, nothing is read again": {
    ...usual,
    at: xiaoe10,
    killEvery: 25 * second,
    pushes: { lost: 0, delay: 5 * second, twice: 0.2 },
    settings: { ...usual.settings, rereadOpen: "1 day", pollInterval: "1 minute" }
  },
  "xiaoe 1.0, of two changes within a second one is pushed, nothing is read again": {
    ...usual,
    at: xiaoe10,
    burst: 0.9,
    latency: 200,
    pushes: { lost: 0, delay: 300, twice: 0.2, onlyFirst: true },
    settings: { ...usual.settings, rereadOpen: "1 day", pollInterval: "1 minute" }
  },
  "doudian official, bursts within a second": {
    ...usual,
    at: official,
    burst: 0.9,
    latency: 300,
    pushes: { lost: 0.2, delay: 300, twice: 0 }
  },
  "xiaoe 2.0, periods read again between two readings of the live lane": {
    ...usual,
    at: xiaoe,
    orders: 5,
    pushes: null,
    killEvery: 25 * second,
    changeEvery: 12 * second,
    until: 2 * minute,
    backfillEvery: 12 * second,
    settings: { ...usual.settings, pollInterval: "1 minute" },
    options: { settleSeconds: 5, overlapSeconds: 0 }
  },
  "xiaoe 2.0, private texts are forgotten": { ...usual, at: xiaoe, forgetEvery: 25 * second },
  "xiaoe 1.0, rows are decoded later": {
    ...usual,
    at: xiaoe10,
    pushes: { lost: 0, delay: 5 * second, twice: 0.2 },
    settings: { ...usual.settings, rereadOpen: "1 day", pollInterval: "1 minute" },
    unreadable: { share: 0.7, until: 90 * second }
  },
  "xiaoe 1.0": { ...usual, ...reread, at: xiaoe10, until: 2.5 * minute },
  "xiaoe 1.0, the clock an hour back": {
    ...usual,
    ...reread,
    at: xiaoe10,
    until: 2.5 * minute,
    clockSteps: [{ after: 70 * second, by: -60 * minute }]
  },
  "wshoto, named orders, the clock an hour back": {
    ...usual,
    ...reread,
    at: wshoto,
    pushes: null,
    named: true,
    clockSteps: [{ after: 70 * second, by: -60 * minute }]
  },
  "xiaoe 1.0, replicas behind": {
    ...usual,
    ...reread,
    ...lagging,
    at: xiaoe10,
    until: 2.5 * minute,
    settings: { ...reread.settings, replicaLag: "15 seconds" }
  },
  "doudian official": { ...usual, at: official },
  "doudian official, replicas behind, a clock 2 seconds ahead": {
    ...usual,
    ...lagging,
    at: official,
    ahead: 2,
    settings: { ...usual.settings, replicaLag: "15 seconds" }
  },
  "doudian official, rows are decoded later": {
    ...usual,
    at: official,
    unreadable: { share: 0.5, until: 90 * second }
  },
  "doudian official, rows are decoded later, and private texts are forgotten": {
    ...usual,
    at: official,
    pushes: null,
    forgetEvery: 12 * second,
    unreadable: { share: 0.5, until: 90 * second }
  },
  "doudian 蜂巢": { ...usual, ...reread, at: fengchao, pushes: null, ahead: -2 },
  "wshoto, named orders": { ...usual, ...reread, at: wshoto, pushes: null, named: true },
  "wshoto, named orders, replicas behind": {
    ...usual,
    ...reread,
    ...lagging,
    at: wshoto,
    pushes: null,
    named: true,
    settings: { ...reread.settings, replicaLag: "15 seconds" }
  }
} as const satisfies Readonly<Record<string, World>>

export type WorldName = keyof typeof worlds
