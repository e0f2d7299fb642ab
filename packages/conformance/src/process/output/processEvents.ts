/** Hears warnings, and errors that nobody handles, which end a process with their text. */
import { replaceMember, shared } from "../replaceMember.ts"
import { heardValue, unheard } from "./listeners.ts"

const places = new Map<unknown, string>([
  ["warning", "a warning"],
  ["unhandledRejection", "an unhandled rejection"],
  ["uncaughtException", "an uncaught exception"]
])

export const hearProcessEvents = shared(() =>
  replaceMember(process, "emit", (original) => (...parameters) => {
    const [event, value] = parameters
    const place = places.get(event)
    if (place === undefined) return original(...parameters)
    heardValue(place, value)
    return unheard(() => original(...parameters))
  })
)
