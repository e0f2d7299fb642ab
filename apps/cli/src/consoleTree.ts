/** The commands of the console. The code of a command is imported when it is used. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { lazily } from "./lazily.ts"

const link = Command.make(
  "link",
  {
    account: Argument.String("account").pipe(
      Argument.withDescription("The account whose password is lost (default: a new account)"),
      Argument.optional
    ),
    role: Flag.Literals("role", ["reader", "operator", "revealer"]).pipe(
      Flag.withDescription("What a new account may do (default: reader); one that exists keeps its role"),
      Flag.withDefault("reader" as const)
    )
  },
  lazily(() => import("./commands/console/link.ts").then((module) => module.link))
).pipe(
  Command.withDescription(
    "Print a link to the console that can be used once within a day: it makes an account, or sets a new password"
  ),
  Command.withExamples([
    { command: "huidan console link lin", description: "For somebody who has lost a password" },
    { command: "huidan console link --role operator" }
  ])
)

export const consoleCommand = Command.make("console").pipe(
  Command.withDescription("Let people into the console that `huidan serve` has"),
  Command.withSubcommands([link])
)
