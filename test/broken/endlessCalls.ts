/** Adapters whose calls do not end. */
import type { OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { type Sound, sound, withAdapter } from "./BrokenAdapter.ts"

export interface Endless {
  readonly mistake: string
  readonly law: string
  /** What the law says. */
  readonly says: RegExp
  readonly subject: Sound
  /** How long a trial may take, in seconds. */
  readonly seconds: number
}

const afterEachOrder = (then: () => Effect.Effect<unknown>): Sound =>
  withAdapter(sound.wshoto, (adapter) => ({
    ...adapter,
    getOrder: (orderId) => Effect.tap(adapter.getOrder(orderId), then)
  }))

const retried = (schedule: Schedule.Schedule<unknown>): Sound =>
  withAdapter(sound.wshoto, (adapter) => ({
    ...adapter,
    getOrder: (orderId) => Effect.retry(adapter.getOrder(orderId), schedule)
  }))

/** Calls that let the event loop run. */
export const endlessCalls: ReadonlyArray<Endless> = [
  {
    mistake: "a failed call is made again every hour, whatever the reason",
    law: "error-mapping",
    says: /^getOrder has not ended after 24 hours of virtual time$/,
    subject: retried(Schedule.spaced("1 hour")),
    seconds: 600
  },
  {
    mistake: "a failed call is made again every second, whatever the reason",
    law: "error-mapping",
    says: /^the trial has sent 10000 requests and goes on \(running: getOrder\)$/,
    subject: retried(Schedule.spaced("1 second")),
    seconds: 600
  },
  {
    mistake: "an order is waited for that is there",
    law: "fidelity",
    says: /^the trial has slept 100000 times and goes on \(running: getOrder\)$/,
    subject: afterEachOrder(() => Effect.forever(Effect.sleep("1 millis"))),
    seconds: 600
  },
  {
    mistake: "nothing wakes a call that waits",
    law: "fidelity",
    says: /^the call does not end: it waits for something other than a sleep or an answer \(running: getOrder\)$/,
    subject: afterEachOrder(() => Effect.never),
    seconds: 600
  },
  {
    mistake: "a call works without a pause",
    law: "fidelity",
    says: /^the trial has not ended after 1 second \(running: getOrder\)$/,
    subject: afterEachOrder(() => Effect.forever(Effect.void)),
    seconds: 1
  },
  {
    mistake: "decoding waits for ever, and cannot be interrupted",
    law: "exact-ids",
    says: /^the trial has not ended after 1 second \(running: decode mall\.order\.detail\)$/,
    subject: withAdapter(sound.wshoto, (adapter) => ({
      ...adapter,
      decode: () => Effect.uninterruptible(Effect.never)
    })),
    seconds: 1
  },
  {
    mistake: "a list begins again when it has ended",
    law: "completeness",
    says: /^the trial has read 10000 pages and goes on \(running: listOrders\)$/,
    subject: withAdapter(sound.xiaoe, (adapter) => ({
      ...adapter,
      listOrders: (query) =>
        Stream.unwrap(
          Effect.map(Stream.runCollect(adapter.listOrders(query)), (pages) => Stream.forever(Stream.fromArray(pages)))
        )
    })),
    seconds: 600
  },
  {
    mistake: "a call ends the process",
    law: "fidelity",
    says: /^getOrder ends the process: process\.exit\(0\)$/,
    subject: afterEachOrder(() => Effect.sync(() => process.exit(0))),
    seconds: 600
  },
  {
    mistake: "a call stops the process by a signal",
    law: "fidelity",
    says: /^getOrder ends the process: process\.kill\(process\.pid, SIGTERM\)$/,
    subject: afterEachOrder(() => Effect.sync(() => process.kill(process.pid, "SIGTERM"))),
    seconds: 600
  }
]

const making = (make: (adapter: OrderAdapter) => Effect.Effect<OrderAdapter, never, Scope.Scope>): Sound => ({
  ...sound.wshoto,
  adapter: {
    ...sound.wshoto.adapter,
    make: (options) => Effect.flatMap(sound.wshoto.adapter.make(options), make)
  }
})

/** Adapters that cannot be made, or cannot be closed, so that no law can be tried. */
export const endlessMakes: ReadonlyArray<Pick<Endless, "mistake" | "says" | "subject">> = [
  {
    mistake: "an adapter waits for its platform while it is made",
    says: /, at the door standard: make has not ended after 24 hours of virtual time$/,
    subject: making(() => Effect.forever(Effect.sleep("10 minutes")))
  },
  {
    mistake: "a finalizer waits for a thing that does not happen",
    says: /, at the door standard: closing has not ended after 24 hours of virtual time$/,
    subject: making((adapter) =>
      Effect.as(
        Effect.addFinalizer(() => Effect.forever(Effect.sleep("1 hour"))),
        adapter
      )
    )
  },
  {
    mistake: "an adapter ends the process while it is made",
    says: /, at the door standard: make ends the process: process\.exit\(1\)$/,
    subject: making(() => Effect.sync(() => process.exit(1)))
  },
  {
    mistake: "an adapter throws while it is made",
    says: /, at the door standard: the adapter threw an exception: Error: no/,
    subject: making(() => Effect.die(new Error("no")))
  }
]

/** Blocks its thread while it is made. */
export const blockingMake: Sound = making(() =>
  Effect.sync(() => {
    for (;;);
  })
)

const { exit } = process

/** Ends the process by a function that it took when it loaded. */
export const earlyExit: Sound = afterEachOrder(() => Effect.sync(() => exit(0)))

/** A call that does not let the event loop run. */
export const blockingCall: Sound = afterEachOrder(() =>
  Effect.sync(() => {
    for (;;);
  })
)
