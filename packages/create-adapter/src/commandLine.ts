/** The command: its arguments, its questions and its output. */
import * as Console from "effect/Console"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Prompt from "effect/cli/Prompt"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Result from "effect/Result"
import * as Stdio from "effect/Stdio"
import {
  type AdapterNames,
  checkName,
  checkPackageName,
  checkPlatform,
  englishNameOf,
  packageNameOf
} from "./AdapterNames.ts"
import { CreateError } from "./CreateError.ts"
import { createAdapter } from "./createAdapter.ts"
import { nextSteps, packageManagers, runningPackageManager } from "./nextSteps.ts"

const input = {
  platform: Argument.String("platform").pipe(
    Argument.withDescription("The platform's id in orders and configuration: youzan, corner_shop"),
    Argument.optional
  ),
  folder: Flag.String("folder").pipe(
    Flag.withMetavar("PATH"),
    Flag.withDescription("Where the package is written (default: a new folder with the package's name)"),
    Flag.optional
  ),
  packageName: Flag.String("package-name").pipe(
    Flag.withMetavar("NAME"),
    Flag.withDescription("The package's name on npm (default: huidan-adapter-<platform>)"),
    Flag.optional
  ),
  zh: Flag.String("zh").pipe(
    Flag.withMetavar("NAME"),
    Flag.withDescription("The platform's Chinese name: 有赞 (default: the English name)"),
    Flag.optional
  ),
  en: Flag.String("en").pipe(
    Flag.withMetavar("NAME"),
    Flag.withDescription("The platform's English name: Youzan (default: made from the platform's id)"),
    Flag.optional
  ),
  packageManager: Flag.Literals("package-manager", packageManagers).pipe(
    Flag.withDescription("Print the next commands for this package manager (default: the one that runs this program)"),
    Flag.optional
  ),
  yes: Flag.Boolean("yes").pipe(
    Flag.withAlias("y"),
    Flag.withDescription("Ask nothing, take the defaults"),
    Flag.withDefault(false)
  )
}

interface Question {
  readonly message: string
  /** The answer without a terminal; `null`: there is none. */
  readonly standard: string | null
  readonly check: (answer: string) => Result.Result<string, CreateError>
}

export const createCommand = Command.make("create-huidan-adapter", input, (given) =>
  Effect.gen(function* () {
    const interactive = !given.yes && (yield* isInteractive)
    const answer = (flag: Option.Option<string>, question: Question) =>
      Option.isSome(flag) ? Effect.fromResult(question.check(flag.value)) : ask(question, interactive)

    const platform = yield* answer(given.platform, {
      message: "The platform's id, for example youzan or corner_shop",
      standard: null,
      check: checkPlatform
    })
    const en = yield* answer(given.en, {
      message: "The platform's English name",
      standard: englishNameOf(platform),
      check: checkName
    })
    const zh = yield* answer(given.zh, { message: "The platform's Chinese name", standard: en, check: checkName })
    const packageName = yield* answer(given.packageName, {
      message: "The package's name on npm",
      standard: packageNameOf(platform),
      check: checkPackageName
    })
    const folder = Option.getOrElse(given.folder, () => folderOf({ packageName }))
    const created = yield* createAdapter({ platform, zh, en, packageName, folder })
    const manager = Option.getOrElse(given.packageManager, () =>
      runningPackageManager(process.env["npm_config_user_agent"])
    )
    yield* Console.log((yield* nextSteps(created, manager)).join("\n"))
  })
).pipe(
  Command.withDescription("Create a Huidan adapter for another platform: a package whose tests pass from the start"),
  Command.withExamples([{ command: "create-huidan-adapter youzan --zh 有赞" }])
)

/** Whether there is a terminal to ask questions in. */
const isInteractive = Effect.gen(function* () {
  const stdio = yield* Stdio.Stdio
  return (yield* stdio.stdinIsTerminal) && (yield* stdio.stdoutIsTerminal)
})

const ask = ({ check, message, standard }: Question, interactive: boolean) => {
  if (interactive) {
    return Prompt.run(
      Prompt.String({
        message,
        ...(standard === null ? {} : { default: standard }),
        validate: (answer) => Effect.mapError(Effect.fromResult(check(answer)), (error) => error.advice)
      })
    )
  }
  return standard === null
    ? Effect.fail(
        new CreateError({ message: "The platform is missing", advice: "Name it: create-huidan-adapter youzan." })
      )
    : Effect.succeed(standard)
}

/** The package's name without its scope. */
const folderOf = ({ packageName }: Pick<AdapterNames, "packageName">): string => packageName.replace(/^@[^/]*\//, "")
