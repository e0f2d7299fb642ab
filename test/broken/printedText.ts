/** Every way in which a program prints, each as an adapter that prints the buyer's name. */
import childProcess, { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import fs, { writeSync } from "node:fs"
import { open } from "node:fs/promises"
import { Writable } from "node:stream"
import { Worker } from "node:worker_threads"
import { type Order, plainValue } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import { type Sound, sound } from "./BrokenAdapter.ts"

type Print = (text: string) => Effect.Effect<unknown>

export interface Printing {
  /** In words: `a thread`. */
  readonly by: string
  /** Where the law must find the name. */
  readonly place: string
  readonly print: Print
  /** Printed when the adapter's scope closes, not in a call. */
  readonly atClose?: true
}

const now =
  (print: (text: string) => unknown): Print =>
  (text) =>
    Effect.sync(() => void print(text))

const awaited =
  (print: (text: string) => Promise<unknown>): Print =>
  (text) =>
    Effect.promise(() => print(text))

const startThread = (code: string, text: string): Worker => new Worker(code, { eval: true, workerData: text })

/** Taken and started when the module loads, as loggers do. */
const early = {
  warn: console.warn,
  write: process.stdout.write.bind(process.stdout),
  writeSync: fs.writeSync,
  thread: new Worker(
    "const { parentPort } = require('worker_threads'); parentPort.on('message', (text) => require('fs').writeSync(2, text))",
    { eval: true }
  )
}
early.thread.unref()

export const printings: ReadonlyArray<Printing> = [
  { by: "console.log", place: "console.log", print: now((text) => console.log("read %s", text)) },
  { by: "console.warn", place: "console.warn", print: now((text) => console.warn({ text })) },
  { by: "console.table", place: "console.table", print: now((text) => console.table([{ text }])) },
  { by: "console.assert", place: "console.assert", print: now((text) => console.assert(false, text)) },
  { by: "a stream", place: "stdout", print: now((text) => process.stdout.write(`${text}\n`)) },
  {
    by: "a stream, byte by byte",
    place: "stderr",
    print: now((text) => {
      for (const byte of Buffer.from(`${text}\n`)) process.stderr.write(Uint8Array.of(byte))
    })
  },
  { by: "fs.writeSync", place: "stdout, by fs.writeSync", print: now((text) => writeSync(1, `${text}\n`)) },
  {
    by: "a part of a buffer",
    place: "stderr, by fs.write",
    print: awaited((text) => {
      const bytes = Buffer.from(`--${text}\n--`)
      return new Promise((resolve) => fs.write(2, bytes, 2, bytes.length - 4, null, resolve))
    })
  },
  {
    by: "a stream of its own",
    place: "stdout, by fs.write",
    print: awaited((text) => once(fs.createWriteStream("", { fd: 1, autoClose: false }).end(`${text}\n`), "finish"))
  },
  {
    by: "a path",
    place: "stdout, by fs.appendFileSync",
    print: now((text) => {
      try {
        fs.appendFileSync("/dev/stdout", `${text}\n`)
      } catch {
        // Cannot be opened if it is a socket, as in a process of vitest.
      }
    })
  },
  {
    by: "process._rawDebug",
    place: "process._rawDebug",
    print: now((text) => Reflect.apply(Reflect.get(process, "_rawDebug"), process, [text]))
  },
  { by: "a warning", place: "a warning, message", print: now((text) => process.emitWarning(text)) },
  {
    by: "an unhandled rejection",
    place: "an unhandled rejection, message",
    print: now((text) => Promise.reject(new Error(text)))
  },
  {
    by: "an uncaught exception",
    place: "an uncaught exception, message",
    print: now((text) =>
      setImmediate(() => {
        throw new Error(text)
      })
    )
  },
  {
    by: "a thread",
    place: "stderr",
    print: now((text) => startThread("console.warn(require('worker_threads').workerData)", text))
  },
  {
    by: "a thread that is waited for",
    place: "stdout",
    print: awaited((text) => once(startThread("console.log(require('worker_threads').workerData)", text), "exit"))
  },
  {
    by: "a thread that writes to a descriptor",
    place: "stdout",
    print: now((text) => startThread("require('fs').writeSync(1, require('worker_threads').workerData + '\\n')", text))
  },
  {
    by: "a process",
    place: "stderr of the process sh",
    print: now((text) => childProcess.spawn("sh", ["-c", 'echo "$1" >&2', "sh", text], { stdio: "inherit" }))
  },
  {
    by: "a process that is waited for",
    place: "stdout of the process echo",
    print: now((text) => execFileSync("echo", [text], { stdio: "inherit" }))
  },
  {
    by: "a process whose output is passed on",
    place: "stdout",
    print: now((text) => spawn("echo", [text]).stdout.pipe(process.stdout, { end: false }))
  },
  { by: "console.warn, taken at first", place: "console.warn", print: now((text) => early.warn(text)) },
  { by: "a stream's method, taken at first", place: "stdout", print: now((text) => early.write(`${text}\n`)) },
  {
    by: "the method of all streams",
    place: "stderr",
    print: now((text) => Reflect.apply(Writable.prototype.write, process.stderr, [`${text}\n`]))
  },
  {
    by: "fs.writeSync, taken at first",
    place: "stdout, by fs.writeSync",
    print: now((text) => early.writeSync(1, `${text}\n`))
  },
  {
    by: "a thread, started at first",
    place: "stderr",
    print: now((text) => early.thread.postMessage(`${text}\n`))
  },
  { by: "a finalizer", place: "console.info", print: now((text) => console.info(text)), atClose: true },
  { by: "a log", place: "log, as text", print: (text) => Effect.logTrace(text) },
  {
    by: "a span",
    place: "span order, attributes",
    print: (name) => Effect.withSpan(Effect.void, "order", { attributes: { name } })
  },
  {
    by: "a metric",
    place: "metrics, inspected",
    print: (name) => Metric.update(Metric.withAttributes(Metric.counter("huidan.test.orders"), { name }), 1)
  }
]

const nameOf = ({ buyer: { name } }: Order): string => plainValue(name) ?? "nobody"

/** The adapter that prints the buyer's name in these ways. */
export const printing = (ways: ReadonlyArray<Printing>): Sound => ({
  ...sound.wshoto,
  adapter: {
    ...sound.wshoto.adapter,
    make: (options) =>
      Effect.gen(function* () {
        const adapter = yield* sound.wshoto.adapter.make(options)
        let last = "nobody"
        const printAll = (atClose: boolean) =>
          Effect.forEach(
            ways.filter((way) => (way.atClose ?? false) === atClose),
            ({ print }) => print(last)
          )
        yield* Effect.addFinalizer(() => printAll(true))
        return {
          ...adapter,
          getOrder: (orderId) =>
            Effect.tap(adapter.getOrder(orderId), (order) => {
              last = nameOf(order)
              return printAll(false)
            })
        }
      })
  }
})

export const everyPrinting: Sound = printing(printings)

/** Needs an output that can be opened by its path: no socket. */
export const fileHandlePrinting: Sound = printing([
  {
    by: "a file handle",
    place: "stdout, by FileHandle.write",
    print: awaited(async (text) => {
      const handle = await open("/proc/self/fd/1", "a")
      await handle.write(`${text}\n`)
      await handle.close()
    })
  }
])
