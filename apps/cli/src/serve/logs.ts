/** The log of `huidan serve`: one line on standard error for each event, without secrets and without what caused an error. */
import { visibleText } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as References from "effect/References"
import { jsonText } from "../output/jsonText.ts"
import { Run } from "../Run.ts"

export type LogFormat = "text" | "json"

/** Logs from the level Info on, unless the flag `--log-level` says otherwise. */
export const layerLogs = (format: LogFormat): Layer.Layer<never, never, Run> =>
  Layer.unwrap(
    Effect.gen(function* () {
      const { concealed } = yield* Run
      const flag = yield* References.MinimumLogLevel
      const logger = Logger.map(Logger.formatStructured, ({ annotations, level, message, timestamp }) => {
        const text = Array.isArray(message) ? message.map(String).join(" ") : String(message)
        const line =
          format === "json"
            ? jsonText({ time: timestamp, level, message: text, ...annotations })
            : visibleText(`${timestamp} ${level} ${text}${annotationText(annotations)}`)
        return Effect.runSync(concealed(line))
      })
      return Layer.merge(
        Logger.layer([Logger.withConsoleError(logger)]),
        Layer.succeed(References.MinimumLogLevel, flag === "None" ? "Info" : flag)
      )
    })
  )

const annotationText = (annotations: Readonly<Record<string, unknown>>): string =>
  Object.entries(annotations)
    .map(([name, value]) => ` ${name}=${String(value)}`)
    .join("")
