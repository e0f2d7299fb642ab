/** Hears `process._rawDebug`. */
import { format } from "node:util"
import { type Restore, replaceMember } from "../replaceMember.ts"
import { heard, unheard } from "./listeners.ts"

export const hearRawDebug = (): Restore =>
  replaceMember(process, "_rawDebug", (original) => (...parameters) => {
    heard("process._rawDebug", Buffer.from(`${format(...parameters)}\n`))
    return unheard(() => original(...parameters))
  })
