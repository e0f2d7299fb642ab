/** Collects everything that a program shows while an effect runs: log lines, spans, metrics, console output. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import * as Metric from "effect/Metric"
import * as References from "effect/References"
import * as Tracer from "effect/Tracer"
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

/** Runs the effect, and adds everything that it shows to `shown`. Console output is still written. */
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
      Effect.sync(() => watchConsole(shown)),
      () =>
        self.pipe(
          Effect.tap(() => Effect.map(Metric.snapshot, (metrics) => shown.push(...showInAllForms("metrics", metrics)))),
          Effect.provideService(Tracer.Tracer, tracer),
          Effect.provideService(References.MinimumLogLevel, "All"),
          Effect.provide(Logger.layer([logger]))
        ),
      (restore) => Effect.sync(restore)
    )
  }

/** Collects what is written to the console without a logger. */
const watchConsole = (shown: Array<Shown>): (() => void) => {
  const streams = [process.stdout, process.stderr]
  const originals = streams.map((stream) => stream.write)
  for (const [index, stream] of streams.entries()) {
    const original = originals[index]
    stream.write = ((...parameters: Parameters<typeof stream.write>) => {
      shown.push({ place: "console", text: String(parameters[0]) })
      return original === undefined ? true : Reflect.apply(original, stream, parameters)
    }) as typeof stream.write
  }
  return () => {
    for (const [index, stream] of streams.entries()) stream.write = originals[index] ?? stream.write
  }
}
