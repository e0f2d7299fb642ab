/** Hears the methods of `console`. Those of a test runner print past `process.stdout`. */
import { Console } from "node:console"
import { Writable } from "node:stream"
import { type AnyFunction, type Restore, replaceMember, restoreAll } from "../replaceMember.ts"
import { heard, unheard } from "./listeners.ts"

/** Each call is made twice: first of a console that prints the same text for the listeners. */
export const hearConsole = (): Restore => {
  let place = "console"
  const sink = new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      heard(place, chunk)
      done()
    }
  })
  const copy = new Console({ stdout: sink, stderr: sink, colorMode: false })
  const methods = Object.entries(copy).filter((entry): entry is [string, AnyFunction] => typeof entry[1] === "function")
  return restoreAll(
    methods.map(([name, print]) =>
      replaceMember(globalThis.console, name, (original) => (...parameters) => {
        place = `console.${name}`
        print(...parameters)
        return unheard(() => original(...parameters))
      })
    )
  )
}
