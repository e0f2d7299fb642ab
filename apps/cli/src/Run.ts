import type { RecordingRefused } from "@huidan/conformance/recording"
import type { AdapterError } from "@huidan/core"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { ExitCode } from "./exitCode.ts"
import type { CommandFailed } from "./store/CommandFailed.ts"
import type { StoreFailed } from "./store/StoreFailed.ts"
import type { UsageError } from "./UsageError.ts"

/** A failure that the user can do something about. */
export type Failure = AdapterError | UsageError | RecordingRefused | StoreFailed | CommandFailed

/** What happened so far in this run of the command. */
export class Run extends Context.Service<
  Run,
  {
    /** Prints a failure to standard error and counts its exit code. */
    readonly report: (failure: Failure) => Effect.Effect<void>
    readonly count: (code: ExitCode) => Effect.Effect<void>
    /** From now on no failure shows this text, even if a platform repeats it in its answer. */
    readonly conceal: (secret: Redacted.Redacted<string>) => Effect.Effect<void>
    /** A text without those secrets. */
    readonly concealed: (text: string) => Effect.Effect<string>
    readonly exitCode: Effect.Effect<ExitCode>
  }
>()("huidan/cli/Run") {}
