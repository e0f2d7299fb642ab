/** What promise clients tell a program's own log. */
import type * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as References from "effect/References"

/** One entry of a log. It holds no secret and no private text. */
export interface LogEntry {
  readonly level: "trace" | "debug" | "info" | "warn" | "error" | "fatal"
  /** One sentence. */
  readonly message: string
  /** The `platform`; a `detail` where there is one: the error of a store, for example. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Takes the entries of a client's log, instead of the console. */
export type ClientLogger = (entry: LogEntry) => void

const levels = {
  Trace: "trace",
  Debug: "debug",
  Info: "info",
  Warn: "warn",
  Error: "error",
  Fatal: "fatal"
} as const

/** The logger of a context. A function that throws, or whose promise rejects, changes nothing of the call. */
export const layerLogger = (platform: string, log: ClientLogger): Layer.Layer<never> =>
  Logger.layer([
    Logger.make(({ fiber, logLevel, message }) => {
      const level = logLevel === "All" || logLevel === "None" ? "info" : levels[logLevel]
      const [first, ...details] = Array.isArray(message) ? message : [message]
      const fields = {
        platform,
        ...fiber.getRef(References.CurrentLogAnnotations),
        ...(details.length === 0 ? {} : { detail: details.map(String).join(" ") })
      }
      const told = async () => log({ level, message: String(first), fields })
      told().catch(() => undefined)
    })
  ])
