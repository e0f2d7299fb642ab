/** Every way in which a program prints, as an adapter that prints the buyer's name in this way. */
import childProcess, { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import fs, { writeSync } from "node:fs"
import { Worker } from "node:worker_threads"
import type { AdapterPackage } from "@huidan/core"
import { type Order, plainValue } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Metric from "effect/Metric"
import { type Sound, sound, withAdapter } from "./BrokenAdapter.ts"

export interface Printing {
  /** Where the law must say that it was printed. */
  readonly place: string
  readonly print: (text: string) => void | Promise<unknown> | Effect.Effect<unknown>
}

const script = "process.stdout.write(process.argv[1] + '\\n')"

const startThread = (code: string, text: string) => new Worker(code, { eval: true, workerData: text })

export const printings: Readonly<Record<string, Printing>> = {
  "console.log": { place: "console.log", print: (text) => console.log("read %s", text) },
  "console.warn": { place: "console.warn", print: (text) => console.warn({ text }) },
  "console.table": { place: "console.table", print: (text) => console.table([{ text }]) },
  "console.assert": { place: "console.assert", print: (text) => console.assert(false, text) },
  "a stream, as text": { place: "stdout", print: (text) => void process.stdout.write(`${text}\n`) },
  "a stream, as bytes one by one": {
    place: "stderr",
    print: (text) => {
      for (const byte of new TextEncoder().encode(`${text}\n`)) process.stderr.write(Uint8Array.of(byte))
    }
  },
  "fs.writeSync": { place: "stdout, by fs.writeSync", print: (text) => void writeSync(1, `${text}\n`) },
  "a part of a buffer": {
    place: "stderr, by fs.write",
    print: (text) => {
      const bytes = Buffer.from(`--${text}\n--`)
      return new Promise((resolve) => fs.write(2, bytes, 2, bytes.length - 4, null, resolve))
    }
  },
  "a stream of one's own": {
    place: "stdout, by fs.write",
    print: (text) => once(fs.createWriteStream("", { fd: 1, autoClose: false }).end(`${text}\n`), "finish")
  },
  "a path": { place: "stdout, by fs.writeFileSync", print: (text) => fs.appendFileSync("/dev/stdout", `${text}\n`) },
  "process._rawDebug": {
    place: "process._rawDebug",
    print: (text) => void Reflect.apply(Reflect.get(process, "_rawDebug"), process, [text])
  },
  "a warning": { place: "a warning, message", print: (text) => process.emitWarning(text) },
  "an unhandled rejection": {
    place: "an unhandled rejection, message",
    print: (text) => void Promise.reject(new Error(text))
  },
  "an uncaught exception": {
    place: "an uncaught exception, message",
    print: (text) =>
      void setImmediate(() => {
        throw new Error(text)
      })
  },
  "a thread that is waited for": {
    place: "stdout",
    print: (text) => once(startThread("console.log(require('worker_threads').workerData)", text), "exit")
  },
  "a thread": {
    place: "stderr",
    print: (text) => void startThread("console.warn(require('worker_threads').workerData)", text)
  },
  "a thread that writes to a descriptor": {
    place: "stdout",
    print: (text) =>
      void startThread("require('fs').writeSync(1, require('worker_threads').workerData + '\\n')", text)
  },
  "a process that is waited for": {
    place: "stdout of the process node",
    print: (text) => void execFileSync(process.execPath, ["--eval", script, text], { stdio: "inherit" })
  },
  "a process": {
    place: "stderr of the process sh",
    print: (text) => void childProcess.spawn("sh", ["-c", 'echo "$1" >&2', "sh", text], { stdio: "inherit" })
  },
  "a process, through this one": {
    place: "stdout",
    print: (text) => void spawn("echo", [text]).stdout.pipe(process.stdout, { end: false })
  },
  "a log": { place: "log, as text", print: (text) => Effect.logTrace(text) },
  "a span": {
    place: "span order, attributes",
    print: (name) => Effect.withSpan(Effect.void, "order", { attributes: { name } })
  },
  "a metric": {
    place: "metrics, inspected",
    print: (name) => Metric.update(Metric.withAttributes(Metric.counter("huidan.test.orders"), { name }), 1)
  }
}

const nameOf = ({ buyer: { name } }: Order): string => plainValue(name) ?? "nobody"

/** The adapter that prints in this way. */
export const printing = ({ print }: Printing): Sound => ({
  ...withAdapter(sound.wshoto, (adapter) => ({
    ...adapter,
    getOrder: (orderId) =>
      Effect.tap(adapter.getOrder(orderId), (order) => {
        const printed = print(nameOf(order))
        if (Effect.isEffect(printed)) return printed
        return printed === undefined ? Effect.void : Effect.promise(() => printed)
      })
  }))
})
