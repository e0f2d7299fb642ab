/**
 * Records all that this process shows, printed or not: console, log lines, spans, metrics, adapter errors, and the output
 * of processes that it starts. Also records all that it must not show: every redacted value (secrets, tokens, plain
 * private texts) and every signature.
 *
 * Vitest loads it in every worker; commands that tests start load it by `--import`. It does not change what it watches.
 */
import { ChildProcess } from "node:child_process"
import { basename } from "node:path"
import { AdapterError, adapterErrorToJson } from "@huidan/core"
import * as Cause from "effect/Cause"
import * as Digest from "effect/crypto/Digest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import * as Metric from "effect/Metric"
import * as Redacted from "effect/Redacted"
import * as References from "effect/References"
import * as Tracer from "effect/Tracer"
import { folderVariable, Recorder } from "./ProcessRecord.ts"
import { inspectWhole } from "./Shown.ts"

/** Replaces a method; `change` gets the original one. */
const wrap = (
  owner: object,
  name: string,
  change: (original: (...parameters: ReadonlyArray<unknown>) => unknown, self: unknown) => typeof original
): void => {
  const original: unknown = Reflect.get(owner, name)
  if (typeof original !== "function") throw new Error(`${name} is not a function that can be watched`)
  Reflect.set(owner, name, function (this: unknown, ...parameters: ReadonlyArray<unknown>) {
    return change((...own) => Reflect.apply(original, this, own), this)(...parameters)
  })
}

const hex = (bytes: unknown): string =>
  Buffer.from(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : (bytes as Uint8Array)).toString("hex")

/** Every redacted value must not be shown. */
const watchRedacted = ({ keep }: Recorder): void => {
  const { set } = WeakMap.prototype
  const registries: Array<object> = []
  WeakMap.prototype.set = function (this: WeakMap<WeakKey, unknown>, key: WeakKey, value: unknown) {
    registries.push(this)
    return set.call(this, key, value)
  }
  try {
    Redacted.make("a value that shows where redacted values are kept")
  } finally {
    WeakMap.prototype.set = set
  }
  for (const registry of registries) {
    wrap(registry, "set", (original) => (key, value) => {
      if (typeof value === "string") keep(value)
      return original(key, value)
    })
  }
}

/** HMACs, and digests that platforms use as signatures. */
const watchSignatures = ({ keep }: Recorder): void => {
  wrap(Digest.md5, "implementation", (original) => (bytes) => {
    const digest = original(bytes)
    keep(hex(digest))
    return digest
  })
  const kept = (signature: unknown): unknown => {
    keep(hex(signature))
    return signature
  }
  wrap(
    SubtleCrypto.prototype,
    "sign",
    (original) =>
      async (...parameters) =>
        kept(await original(...parameters))
  )
  wrap(SubtleCrypto.prototype, "digest", (original) => async (algorithm, bytes) => {
    const digest = await original(algorithm, bytes)
    return algorithm === "SHA-1" ? kept(digest) : digest
  })
}

const watchStreams = ({ show }: Recorder): void => {
  for (const name of ["stdout", "stderr"] as const) {
    wrap(process[name], "write", (original) => (...parameters) => {
      show(name, String(parameters[0]))
      return original(...parameters)
    })
  }
}

const watchLogs = ({ show }: Recorder): void => {
  const logger = Logger.make(({ cause, fiber, message }) => {
    show("log", inspectWhole(message))
    show("log, cause", Cause.pretty(cause))
    show("log, annotations", inspectWhole(fiber.getRef(References.CurrentLogAnnotations)))
  })
  // The set that every fiber starts with.
  const loggers = Effect.runSync(Logger.CurrentLoggers) as Set<typeof logger>
  loggers.add(logger)
}

const watchSpans = ({ show }: Recorder): void => {
  const seen = new WeakSet<object>()
  const showFailure = (place: string, failure: unknown): void => {
    if (typeof failure === "object" && failure !== null) {
      if (seen.has(failure)) return
      seen.add(failure)
    }
    show(place, failure instanceof Error ? `${failure.message}\n${failure.stack}` : inspectWhole(failure))
  }
  wrap(Tracer.NativeSpan.prototype, "end", (original, self) => (endTime, exit) => {
    const span = self as Tracer.NativeSpan
    const place = `span ${span.name}`
    for (const [name, value] of span.attributes) {
      show(`${place}, ${name}`, typeof value === "string" ? value : inspectWhole(value))
    }
    for (const [name, , attributes] of span.events) show(`${place}, events`, `${name} ${inspectWhole(attributes)}`)
    if (Exit.isExit(exit) && Exit.isFailure(exit)) {
      for (const reason of exit.cause.reasons) {
        if (reason._tag === "Fail") showFailure(`${place}, failure`, reason.error)
        if (reason._tag === "Die") showFailure(`${place}, failure`, reason.defect)
      }
    }
    return original(endTime, exit)
  })
}

/** Every `AdapterError` that is made, even if it is caught. */
const watchErrors = ({ show }: Recorder): void => {
  const watched = new Proxy(Object.getPrototypeOf(AdapterError), {
    construct: (parent, parameters, self) => {
      const error: AdapterError = Reflect.construct(parent, parameters, self)
      show(`error of ${error.platform}`, JSON.stringify(adapterErrorToJson(error)))
      return error
    }
  })
  Object.setPrototypeOf(AdapterError, watched)
}

/** The output of started processes, with their command as the place. */
const watchChildren = ({ show }: Recorder): void => {
  wrap(ChildProcess.prototype, "spawn", (original, self) => (options) => {
    const result = original(options)
    const child = self as ChildProcess
    const words = child.spawnargs.filter((word) => !word.startsWith("--import") && !word.startsWith("file:"))
    const place = words.map((word) => (word.startsWith("/") ? basename(word) : word.replaceAll(/\s+/g, " "))).join(" ")
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue
      const pieces: Array<Buffer> = []
      wrap(stream, "push", (push) => (piece, ...others) => {
        if (piece !== null) pieces.push(Buffer.from(piece as Uint8Array))
        else show(place, Buffer.concat(pieces).toString("utf8"))
        return push(piece, ...others)
      })
    }
    return result
  })
}

const folder = process.env[folderVariable]
const isCommand = process.execArgv.some((word) => word.endsWith("/test/secrecy/recordProcess.ts"))

const installed = Symbol.for("huidan/secrecy")

const install = (): Recorder => {
  const recorder = new Recorder()
  for (const watch of [watchRedacted, watchSignatures, watchLogs, watchSpans, watchErrors]) watch(recorder)
  // The worker that started a command records what the command prints.
  if (!isCommand) for (const watch of [watchStreams, watchChildren]) watch(recorder)
  Reflect.set(globalThis, installed, recorder)
  return recorder
}

/** Writes what this process has shown so far, unless there is no scan to read it. */
export const writeProcessRecord = (): void => {
  const recorder: unknown = Reflect.get(globalThis, installed)
  if (folder === undefined || !(recorder instanceof Object)) return
  const { show, write } = recorder as Recorder
  show("metrics", inspectWhole(Effect.runSync(Metric.snapshot)))
  write(folder)
}

// Vitest loads this file again for every test file of a worker.
if (folder !== undefined && !Reflect.has(globalThis, installed)) {
  install()
  if (isCommand) process.once("exit", writeProcessRecord)
}
