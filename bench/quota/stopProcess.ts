import type { ChildProcess } from "node:child_process"
import * as Effect from "effect/Effect"

/** Ends a process and waits until it has ended. */
export const stopProcess = (child: ChildProcess): Effect.Effect<void> =>
  Effect.promise(() => {
    if (child.exitCode !== null) return Promise.resolve()
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
    child.kill()
    return ended
  })
