/** `pnpm demo`: in a terminal it opens the console on simulated platforms; elsewhere it ends by itself with its totals. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { visibleText } from "@huidan/core"
import * as Cause from "effect/Cause"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Stdio from "effect/Stdio"
import { configurationName, readConfiguration } from "../configuration/ConfigurationFile.ts"
import { interruptedCode } from "../exitCode.ts"
import { faultText } from "../faultText.ts"

const flags = {
  once: Flag.Boolean("once").pipe(
    Flag.withDescription("End by itself with totals, in a terminal too"),
    Flag.withDefault(false)
  ),
  console: Flag.Boolean("console").pipe(
    Flag.withDescription("Open the console and go on until interrupted, without a terminal too"),
    Flag.withDefault(false)
  ),
  config: Flag.String("config").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("The configuration whose adapters' platforms are simulated"),
    Flag.withDefault(configurationName)
  )
}

/** Whether a person looks at it, who can press ctrl-C. */
const isTerminal = Effect.gen(function* () {
  const stdio = yield* Stdio.Stdio
  return (yield* stdio.stdinIsTerminal) && (yield* stdio.stdoutIsTerminal)
})

/** Ctrl-C ends an open console: that is not a failure. */
let isOpen = false

const demo = Command.make("demo", flags, ({ config, console, once }) =>
  Effect.gen(function* () {
    const configuration = yield* readConfiguration(Option.some({ path: config, by: "--config" }))
    if (once || !(console || (yield* isTerminal))) {
      const { runOnce } = yield* Effect.promise(() => import("./runOnce.ts"))
      return yield* runOnce(configuration)
    }
    const { openConsole } = yield* Effect.promise(() => import("./openConsole.ts"))
    isOpen = true
    return yield* openConsole(configuration)
  }).pipe(Effect.scoped)
).pipe(
  Command.withDescription(
    "Keep the orders of simulated platforms in a store of their own, in a temporary folder. In a terminal: open the console, until ctrl-C. Elsewhere: kill the worker twice, compare the store with the platforms, and end with 0 only if they agree"
  ),
  Command.withExamples([
    { command: "pnpm demo", description: "In a terminal: the console" },
    { command: "pnpm demo --once", description: "Totals, in less than a minute" }
  ])
)

const program = Command.run(demo, { version: "0" }).pipe(
  Effect.tapCause((cause) =>
    Effect.sync(() => {
      if (Cause.hasInterruptsOnly(cause)) return
      const error = Cause.squash(cause)
      // The help has said already what is wrong with the arguments.
      if (Object(error)._tag !== "ShowHelp") process.stderr.write(`The demo ended: ${textOf(cause)}\n`)
    })
  )
)

const textOf = (cause: Cause.Cause<{ readonly message: string }>): string => {
  const [reason] = cause.reasons
  if (reason?._tag !== "Fail") return faultText(Cause.squash(cause), false)
  const { advice, message }: { readonly advice?: unknown; readonly message: string } = reason.error
  return visibleText(typeof advice === "string" ? `${message}. ${advice}` : message)
}

// A terminal that is closed ends it as ctrl-C does: its folder is removed.
process.once("SIGHUP", () => process.emit("SIGTERM"))
NodeRuntime.runMain(Effect.provide(program, NodeServices.layer), {
  disableErrorReporting: true,
  teardown: (exit, end) => {
    if (Exit.isSuccess(exit)) return end(0)
    if (!Cause.hasInterruptsOnly(exit.cause)) return end(1)
    end(isOpen ? 0 : interruptedCode)
  }
})
