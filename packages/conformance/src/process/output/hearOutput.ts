/**
 * Hears everything that this process prints: by `console`, by its streams, by writing to their descriptors or paths, by
 * `process._rawDebug`, by warnings and unhandled errors, by threads, and by processes that print on its outputs. It is
 * still printed. Not heard: what native code prints, and sockets that a program opens on the descriptors.
 */
import { counted } from "../realTimeWork.ts"
import { restoreAll, shared } from "../replaceMember.ts"
import { onStart } from "../started.ts"
import { hearConsole } from "./console.ts"
import { installRaw, listenTo } from "./rawOutput.ts"
import { hearStreams } from "./streams.ts"

const running = new Set<Promise<void>>()

const watchRunning = () =>
  onStart((ended) => {
    running.add(ended)
    void ended.finally(() => running.delete(ended))
  })

/** Passes everything to the listener until `Restore` is called. */
export const hearOutput = listenTo(
  shared(() => restoreAll([installRaw, hearConsole, hearStreams, watchRunning].map((install) => install())))
)

/** Turns of the event loop in which the last pieces come from a thread that has ended. */
const lastTurns = 3

/**
 * Waits until what was started has printed: threads and processes end (or have run for 2 seconds), warnings and
 * unhandled rejections are emitted.
 */
export const outputSettled = (): Promise<void> =>
  counted(async () => {
    let quiet = 0
    while (quiet < lastTurns) {
      quiet = running.size === 0 ? quiet + 1 : 0
      await Promise.all(running)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
