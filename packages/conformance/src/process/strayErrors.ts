/** Errors that nobody handles, of promises and of callbacks. They would end the process. */
import { type Restore, replaceMember, shared } from "./replaceMember.ts"

const listeners = new Set<(error: unknown) => void>()

const strays: ReadonlyArray<unknown> = ["unhandledRejection", "uncaughtException"]

const watchStrays = shared(() =>
  replaceMember(process, "emit", (original) => (...parameters) => {
    const [event, error] = parameters
    if (!strays.includes(event)) return original(...parameters)
    for (const listener of listeners) listener(error)
    // Handled: neither Node.js nor a test runner ends the process because of it.
    return true
  })
)

/** Passes such errors to the listener instead, until `Restore` is called. */
export const onStrayError = (listener: (error: unknown) => void): Restore => {
  const stop = watchStrays()
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    stop()
  }
}
