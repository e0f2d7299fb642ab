/** Parses the arguments, runs the command, reports failures, and ends the process with the run's exit code. */
import { readFileSync } from "node:fs"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Cause from "effect/Cause"
import * as Console from "effect/Console"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as References from "effect/References"
import { huidan } from "./commandTree.ts"
import { exitCodeHelp, hungUpCode, interruptedCode } from "./exitCode.ts"
import { faultText, outputFailedText } from "./faultText.ts"
import { makeRun } from "./makeRun.ts"
import { OutputFailed, outputError } from "./output/outputError.ts"
import { Run } from "./Run.ts"
import { asUsageError, speaksJson } from "./usage.ts"

/** Runs the command with these arguments and ends the process. */
export const main = (argv: ReadonlyArray<string>): void => {
  const machine = speaksJson(argv)
  const output = watchStandardOutput()
  process.on("uncaughtException", (error) => {
    process.stderr.write(`${faultText(error, machine)}\n`)
    afterWrites(() => process.exit(70))
  })
  // Nobody reads standard error: there is no one to report it to.
  process.stderr.on("error", () => undefined)
  let isHungUp = false
  process.once("SIGHUP", () => {
    isHungUp = true
    // Effect listens to SIGTERM until the run has ended. After that this ends the process at once.
    if (!process.emit("SIGTERM")) process.exit(hungUpCode)
  })
  NodeRuntime.runMain(Effect.provide(program(argv, machine, output), environment), {
    disableErrorReporting: true,
    // A signal that comes while this waits for a slow reader ends the process at once.
    teardown: (exit, end) =>
      afterWrites(() => end(Exit.isSuccess(exit) ? Number(exit.value) : isHungUp ? hungUpCode : interruptedCode))
  })
}

/** A write to a pipe can fail after the call has returned, so the error is kept for the end of the run. */
interface StandardOutput {
  failure: OutputFailed | null
}

const watchStandardOutput = (): StandardOutput => {
  const output: StandardOutput = { failure: null }
  process.stdout.on("error", (error) => {
    const failure = outputError(error)
    if (failure instanceof OutputFailed) output.failure = failure
  })
  return output
}

const environment = Layer.mergeAll(
  NodeServices.layer,
  Logger.layer([Logger.withConsoleError(Logger.formatLogFmt)]),
  Layer.succeed(References.MinimumLogLevel, "None")
)

const program = Effect.fnUntraced(function* (argv: ReadonlyArray<string>, machine: boolean, output: StandardOutput) {
  const run = yield* makeRun(machine)
  const stopWith = (text: string) =>
    Effect.andThen(
      Effect.sync(() => process.stderr.write(`${text}\n`)),
      run.count(70)
    )
  yield* Command.runWith(huidan, { version })(argv).pipe(
    Effect.provideService(Run, run),
    Effect.provideService(CliOutput.Presenter, presenter(machine)),
    Effect.catchTags({
      AdapterError: run.report,
      UsageError: run.report,
      RecordingRefused: run.report,
      StoreFailed: run.report,
      CommandFailed: run.report,
      ShowHelp: (help) => run.report(asUsageError(help.commandPath, help.errors)),
      OutputClosed: () => Effect.void,
      OutputFailed: (failure) => Effect.sync(() => (output.failure = failure))
    }),
    Effect.catchCauseIf(
      (cause) => !Cause.hasInterruptsOnly(cause),
      (cause) => stopWith(faultText(Cause.squash(cause), machine))
    )
  )
  yield* writesDone
  if (output.failure !== null) yield* stopWith(outputFailedText(output.failure.code, machine))
  return yield* run.exitCode
})

/** Calls `then` when all that was written before has been handed over, or has failed: an exit would cut it. */
const afterWrites = (then: () => void): void => {
  process.stdout.write("", () => process.stderr.write("", then))
}

const writesDone = Effect.callback<void>((resume) => afterWrites(() => resume(Effect.void)))

/** Help goes to standard output; wrong usage is a failure like any other, reported by `Run`. */
const presenter = (machine: boolean): CliOutput.Presenter => ({
  present: (event) =>
    event._tag === "InvalidInvocation" || (machine && event._tag === "Help" && event.reason === "Implicit")
      ? Effect.void
      : Effect.andThen(
          CliOutput.defaultPresenter.present(event),
          event._tag === "Help" ? Console.log(exitCodeHelp()) : Effect.void
        )
})

const version = String(
  Reflect.get(Object(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))), "version")
)
