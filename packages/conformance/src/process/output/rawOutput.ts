/** Hears what this process prints past `console` and its streams. */
import { syncBuiltinESMExports } from "node:module"
import { type Restore, restoreAll, shared } from "../replaceMember.ts"
import { hearFiles } from "./files.ts"
import { type OutputListener, outputListeners } from "./listeners.ts"
import { hearProcesses } from "./processes.ts"
import { hearRawDebug } from "./rawDebug.ts"
import { hearThreads } from "./threads.ts"

export const installRaw = shared(() => {
  const restore = restoreAll([hearFiles, hearProcesses, hearThreads, hearRawDebug].map((install) => install()))
  // Programs that import functions of Node.js by name have copies of them.
  syncBuiltinESMExports()
  return () => {
    restore()
    syncBuiltinESMExports()
  }
})

/** What `install` makes heard is passed to the listener until `Restore` is called. */
export const listenTo =
  (install: () => Restore) =>
  (listener: OutputListener): Restore => {
    const restore = install()
    outputListeners.add(listener)
    return () => {
      outputListeners.delete(listener)
      restore()
    }
  }

export const hearRawOutput = listenTo(installRaw)
