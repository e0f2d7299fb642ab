/**
 * Hears `console`, also methods that a program took from it earlier: they write to the console's streams. The console of
 * a test runner has streams of its own, which print past `process.stdout`.
 */
import { type AnyFunction, type Restore, replaceMember, restoreAll, sharedFor } from "../replaceMember.ts"
import { namingPlace } from "./listeners.ts"
import { hearStream } from "./streams.ts"

export const hearConsole = (): Restore => {
  const own = globalThis.console
  const streams = (["stdout", "stderr"] as const).map((name) => {
    const stream: unknown = Reflect.get(own, `_${name}`)
    return stream instanceof Object ? hearStream[name](stream) : () => {}
  })
  return restoreAll([...streams, nameMethods(own)])
}

/** What a method of this console writes is heard under its name: `console.warn`. */
const nameMethods = sharedFor((own) => {
  const methods = Object.entries(own).filter((entry): entry is [string, AnyFunction] => typeof entry[1] === "function")
  return restoreAll(
    methods.map(([name]) =>
      replaceMember(
        own,
        name,
        (original) =>
          (...parameters) =>
            namingPlace(`console.${name}`, () => original(...parameters))
      )
    )
  )
})
