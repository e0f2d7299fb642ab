/** Every way in which a program prints, each as an adapter that prints the buyer's name. */
import childProcess, { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import fs, { writeSync } from "node:fs"
import { Worker } from "node:worker_threads"
import { type Order, plainValue } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import { type Sound, sound, withAdapter } from "./BrokenAdapter.ts"

type Print = (text: string) => Effect.Effect<unknown>

export interface Printing {
  /** In words: `a thread`. */
  readonly by: string
  /** Where the law must find the name. */
  readonly place: string
  readonly print: Print
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

/** The adapter that prints the buyer's name in this way. */
export const printing = (print: Print): Sound =>
  withAdapter(sound.wshoto, (adapter) => ({
    ...adapter,
    getOrder: (orderId) => Effect.tap(adapter.getOrder(orderId), (order) => print(nameOf(order)))
  }))

export const everyPrinting: Sound = printing((text) => Effect.forEach(printings, ({ print }) => print(text)))
