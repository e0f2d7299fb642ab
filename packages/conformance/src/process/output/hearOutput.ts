/**
 * Hears what this process prints: by `console`, by its streams, by writing to their descriptors or paths, by
 * `process._rawDebug`, by warnings and unhandled errors, by threads, and by processes that print on its outputs. It is
 * still printed.
 *
 * Not heard: what native code prints, a stream that a program opens on a descriptor itself (`new tty.WriteStream(1)`),
 * and a process that opens `/proc/<id of this process>/fd/1`. What a program took or started before `prepareHearing` is
 * heard only if it is a stream, a method of `console`, or a thread that prints by its streams.
 */
import { counted } from "../realTimeWork.ts"
import { type Restore, restoreAll } from "../replaceMember.ts"
import { isAnyAlive, onStart } from "../started.ts"
import { hearConsole } from "./console.ts"
import { fileHandlePrototype, hearFileHandles } from "./fileHandles.ts"
import type { OutputListener } from "./listeners.ts"
import { hearProcessEvents } from "./processEvents.ts"
import { installRaw, listenTo } from "./rawOutput.ts"
import { areStreamsEmpty, hearStreams } from "./streams.ts"

const running = new Set<Promise<void>>()

const watchRunning = () =>
  onStart((ended) => {
    running.add(ended)
    void ended.finally(() => running.delete(ended))
  })

/**
 * Makes everything heard that is loaded from now on: functions of Node.js that a module takes when it loads, and threads
 * and processes that it starts then. Call it before an adapter is loaded. It lasts as long as the process.
 */
export const prepareHearing = (): void => {
  for (const install of [installRaw, hearConsole, watchRunning]) install()
}

/** Passes everything to the listener until `Restore` is called. */
export const hearOutput = async (listener: OutputListener): Promise<Restore> => {
  const handles = await fileHandlePrototype()
  const installs = [
    installRaw,
    hearConsole,
    hearStreams,
    () => hearFileHandles(handles),
    hearProcessEvents,
    watchRunning
  ]
  return listenTo(() => restoreAll(installs.map((install) => install())))(listener)
}

/** Turns of the event loop in which the last pieces come from a thread that has ended. */
const lastTurns = 3

/** Turns of the event loop after which a stream that passes nothing on is not waited for. */
const mostTurns = 1000

/** How long threads and processes that go on have to print, in milliseconds of real time. */
const lastWords = 300

/**
 * Waits until what was started has printed: threads and processes end (or have run for 2 seconds), warnings and
 * unhandled rejections are emitted. Those that go on, as in a pool, have another 0.3 seconds.
 */
export const outputSettled = (): Promise<void> =>
  counted(async () => {
    let quiet = 0
    for (let turns = 0; quiet < lastTurns; turns++) {
      quiet = running.size === 0 && (areStreamsEmpty() || turns > mostTurns) ? quiet + 1 : 0
      await Promise.all(running)
      if (quiet === lastTurns && isAnyAlive()) await new Promise((resolve) => setTimeout(resolve, lastWords))
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
