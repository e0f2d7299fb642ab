/** Hears `process._rawDebug`, warnings, and errors that nobody handles, which end a process with their text. */
import { format } from "node:util"
import { type Restore, replaceMember, restoreAll } from "../replaceMember.ts"
import { heard, heardValue, unheard } from "./listeners.ts"

const places = new Map<unknown, string>([
  ["warning", "a warning"],
  ["unhandledRejection", "an unhandled rejection"],
  ["uncaughtException", "an uncaught exception"]
])

export const hearProcessEvents = (): Restore =>
  restoreAll([
    replaceMember(process, "_rawDebug", (original) => (...parameters) => {
      heard("process._rawDebug", Buffer.from(`${format(...parameters)}\n`))
      return unheard(() => original(...parameters))
    }),
    replaceMember(process, "emit", (original) => (...parameters) => {
      const [event, value] = parameters
      const place = places.get(event)
      if (place === undefined) return original(...parameters)
      heardValue(place, value)
      return unheard(() => original(...parameters))
    })
  ])
