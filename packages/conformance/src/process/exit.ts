/** Watches whether this process is about to be ended from within: by `process.exit`, `abort`, or a signal to itself. */
import { writeSync } from "node:fs"
import { type Restore, replaceMember, restoreAll, shared } from "./replaceMember.ts"

export interface ExitListener {
  /** Gets the call, such as `process.exit(0)`, which throws instead of ending the process. */
  readonly refused: (call: string) => void
  /** What is printed if the process ends nevertheless, by a function that was taken earlier. */
  readonly lastWords: () => string
}

const listeners = new Set<ExitListener>()

const refuse = (call: string): never => {
  for (const { refused } of listeners) refused(call)
  throw new Error(`${call} is called`)
}

const callOf = (name: string, parameters: ReadonlyArray<unknown>): string =>
  `process.${name}(${parameters.map((each) => JSON.stringify(each)).join(", ")})`

const watchExit = shared(() =>
  restoreAll([
    ...["exit", "abort"].map((name) =>
      replaceMember(
        process,
        name,
        () =>
          (...parameters) =>
            refuse(callOf(name, parameters))
      )
    ),
    replaceMember(process, "kill", (original) => (...parameters) => {
      const [id, signal] = parameters
      return id === process.pid && signal !== 0
        ? refuse(`process.kill(process.pid, ${signal})`)
        : original(...parameters)
    }),
    replaceMember(process, "reallyExit", (original) => (code) => {
      for (const { lastWords } of listeners) writeSync(2, `\n${lastWords()}\n`)
      return original(code === undefined || code === 0 ? 1 : code)
    })
  ])
)

/** Passes such calls to the listener until `Restore` is called. A process that ends nevertheless ends with a failure. */
export const onExitCall = (listener: ExitListener): Restore => {
  const stop = watchExit()
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    stop()
  }
}
