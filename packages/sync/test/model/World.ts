/** What the world around a store is like. Times are in milliseconds. */
export interface World {
  readonly orders: number
  /** Nothing changes after this moment. */
  readonly until: number
  /** The mean time between two changes. */
  readonly changeEvery: number
  /** How often a change is followed by another one within a second. */
  readonly burst: number
  /** How far replicas may be behind. */
  readonly lag: number
  /** By how much the platform's clock is ahead of this machine's. */
  readonly skew: number
  readonly pushes: boolean
  readonly pushLoss: number
  readonly pushDelay: number
  /** The mean time between two kills of the process; 0 for none. */
  readonly kill: number
  /** How long a call may take. */
  readonly latency: number
  /** Whether a detail carries the platform's update time. */
  readonly detailTellsUpdate: boolean
  /** How long after each other windows are read, and what they reach back. */
  readonly settle: number
  readonly overlap: number
}

const usual: World = {
  orders: 12,
  until: 1_200_000,
  changeEvery: 9000,
  burst: 0.35,
  lag: 0,
  skew: 0,
  pushes: true,
  pushLoss: 0.3,
  pushDelay: 20_000,
  kill: 40_000,
  latency: 2500,
  detailTellsUpdate: false,
  settle: 60_000,
  overlap: 120_000
}

export const worlds = {
  "the usual one": usual,
  "replicas 30 seconds behind": { ...usual, lag: 30_000 },
  "a clock 2 seconds ahead": { ...usual, skew: 2000 },
  "a clock 2 seconds behind, slow answers, replicas behind": { ...usual, skew: -2000, lag: 30_000, latency: 8000 },
  "details that tell the update time": { ...usual, detailTellsUpdate: true, lag: 30_000 },
  "details that tell the update time, bursts within a second": {
    ...usual,
    detailTellsUpdate: true,
    burst: 0.9,
    latency: 250,
    pushDelay: 500
  },
  "no pushes, no overlap, replicas behind": { ...usual, lag: 30_000, pushes: false, overlap: 0 },
  "no pushes": { ...usual, pushes: false },
  "no kills": { ...usual, kill: 0 },
  "pushes at once, bursts within a second": { ...usual, pushDelay: 500, latency: 250, burst: 0.9, pushLoss: 0.5 },
  "a busy shop without pushes, kills and overlap": {
    ...usual,
    orders: 80,
    changeEvery: 600,
    until: 300_000,
    pushes: false,
    latency: 1500,
    kill: 0,
    overlap: 0
  },
  "killed each 6 seconds, without pushes and overlap": {
    ...usual,
    kill: 6000,
    pushes: false,
    latency: 1500,
    until: 600_000,
    overlap: 0
  },
  "slow answers, replicas behind": { ...usual, latency: 20_000, lag: 30_000 },
  "slow answers, pushes at once": { ...usual, latency: 20_000, pushDelay: 300, burst: 0.9 }
} as const satisfies Readonly<Record<string, World>>

export type WorldName = keyof typeof worlds
