/** Collects what a program shows while an effect runs: log lines, spans, metrics, and everything that is printed. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import * as Metric from "effect/Metric"
import * as References from "effect/References"
import * as Tracer from "effect/Tracer"
import { hearOutput, outputSettled } from "../process/output/hearOutput.ts"
import { inspectWhole, type Shown, showInAllForms } from "./Shown.ts"

class WatchedSpan extends Tracer.NativeSpan {
  readonly #shown: Array<Shown>

  constructor(options: ConstructorParameters<typeof Tracer.NativeSpan>[0], shown: Array<Shown>) {
    super(options)
    this.#shown = shown
  }

  override end(endTime: bigint, exit: Exit.Exit<unknown, unknown>): void {
    super.end(endTime, exit)
    const place = `span ${this.name}`
    this.#shown.push(
      { place: `${place}, attributes`, text: inspectWhole([...this.attributes]) },
      { place: `${place}, events`, text: inspectWhole(this.events) },
      { place: `${place}, links`, text: inspectWhole(this.links) }
    )
    if (Exit.isFailure(exit)) {
      this.#shown.push({ place: `${place}, failure`, text: Cause.pretty(exit.cause) })
      for (const error of Cause.prettyErrors(exit.cause))
        this.#shown.push(...showInAllForms(`${place}, failure`, error))
      for (const reason of exit.cause.reasons) {
        this.#shown.push(...showInAllForms(`${place}, cause`, reason._tag === "Fail" ? reason.error : reason))
      }
    }
  }
}

/**
 * Runs the effect, and adds everything that it shows to `shown`, also what threads and processes print that it starts.
 * Printed output is still printed.
 */
export const watchOutput =
  (shown: Array<Shown>) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> => {
    const tracer = Tracer.make({ span: (options) => new WatchedSpan(options, shown) })
    const logger = Logger.make(({ cause, fiber, message }) => {
      shown.push(
        ...showInAllForms("log", message),
        { place: "log, cause", text: Cause.pretty(cause) },
        { place: "log, annotations", text: inspectWhole(fiber.getRef(References.CurrentLogAnnotations)) }
      )
    })
    return Effect.acquireUseRelease(
      Effect.promise(() => collectPrinted(shown)),
      () =>
        self.pipe(
          Effect.provideService(Tracer.Tracer, tracer),
          Effect.provideService(References.MinimumLogLevel, "All"),
          Effect.provide(Logger.layer([logger])),
          Effect.exit,
          Effect.tap(() => Effect.promise(outputSettled)),
          Effect.tap(() => Effect.map(Metric.snapshot, (metrics) => shown.push(...showInAllForms("metrics", metrics)))),
          // Metrics of its own: a measurement that others made may look like a private text.
          Effect.provideService(Metric.MetricRegistry, new Map()),
          Effect.flatten
        ),
      (end) => Effect.sync(end)
    )
  }

/** Collects what is printed, as one text for each place, because a place may print a value in several pieces. */
const collectPrinted = async (shown: Array<Shown>): Promise<() => void> => {
  const pieces = new Map<string, Array<Uint8Array>>()
  const stop = await hearOutput({
    piece: (place, piece) => {
      const before = pieces.get(place)
      if (before === undefined) pieces.set(place, [piece])
      else before.push(piece)
    },
    value: (place, value) => shown.push(...showInAllForms(place, value))
  })
  return () => {
    stop()
    // In a fixed order: threads and processes print at different times in each run.
    for (const [place, all] of [...pieces].toSorted(([one], [other]) => (one < other ? -1 : 1)))
      shown.push({ place, text: Buffer.concat(all).toString() })
  }
}
