/** Runs the command and ends the process: 0 success, 64 wrong usage, 70 a bug of this program, 130 interrupted. */
import { readFileSync } from "node:fs"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Cause from "effect/Cause"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { createCommand } from "./commandLine.ts"

export const main = (argv: ReadonlyArray<string>): void =>
  NodeRuntime.runMain(Effect.provide(program(argv), NodeServices.layer), {
    disableErrorReporting: true,
    teardown: (exit, end) => end(Exit.isSuccess(exit) ? Number(exit.value) : 130)
  })

/** The exit code. */
const program = (argv: ReadonlyArray<string>) =>
  Command.runWith(createCommand, { version })(argv).pipe(
    Effect.as(0),
    Effect.provideService(CliOutput.Presenter, presenter),
    Effect.catchTags({
      CreateError: ({ advice, message }) => stop(64, `${message}. ${advice}`),
      ShowHelp: ({ errors }) =>
        stop(
          64,
          `${errors.map((error) => error.message.replaceAll(/\s+/g, " ").replace(/[.:]$/, "")).join("; ")}. Run: create-huidan-adapter --help`
        )
    }),
    Effect.catchCauseIf(
      (cause) => !Cause.hasInterruptsOnly(cause),
      (cause) => stop(70, `create-huidan-adapter stopped because of a bug: ${Cause.pretty(cause)}`)
    )
  )

const stop = (code: number, text: string): Effect.Effect<number> =>
  Effect.sync(() => {
    process.stderr.write(`${text}\n`)
    return code
  })

/** Wrong usage is printed as one sentence, as every other failure. */
const presenter: CliOutput.Presenter = {
  present: (event) => (event._tag === "InvalidInvocation" ? Effect.void : CliOutput.defaultPresenter.present(event))
}

const version = String(
  Reflect.get(Object(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))), "version")
)
