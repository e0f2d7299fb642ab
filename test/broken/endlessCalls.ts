/** Adapters whose calls do not end. */
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
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
    says: /^the call never ends: it waits for something that does not happen \(running: getOrder\)$/,
    subject: afterEachOrder(() => Effect.never),
    seconds: 600
  },
  {
    mistake: "a call works without a pause",
    law: "fidelity",
    says: /^the trial has not ended after 1 second of real time \(running: getOrder\)$/,
    subject: afterEachOrder(() => Effect.forever(Effect.void)),
    seconds: 1
  }
]

/** A call that does not let the event loop run. */
export const blockingCall: Sound = afterEachOrder(() =>
  Effect.sync(() => {
    for (;;);
  })
)
