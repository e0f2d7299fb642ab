/** A failure as text for standard error: a sentence with what to do, or one JSON object. */

import { adapterErrorToJson, isAdapterError, visibleText } from "@huidan/core"
import { type ExitCode, exitCodeOfError } from "../exitCode.ts"
import type { Failure } from "../Run.ts"
import { jsonText } from "./jsonText.ts"

export const failureExitCode = (failure: Failure): ExitCode => {
  if (isAdapterError(failure)) return exitCodeOfError(failure)
  return failure._tag === "RecordingRefused" ? 65 : 64
}

const failureJson = (failure: Failure) =>
  isAdapterError(failure)
    ? adapterErrorToJson(failure)
    : {
        reason: failure._tag === "RecordingRefused" ? failure._tag : "Usage",
        message: failure.message,
        advice: failure.advice,
        ...(failure._tag === "RecordingRefused" ? { pointer: failure.pointer } : {})
      }

/** Without a line break at the end. */
export const failureText = (failure: Failure, machine: boolean): string => {
  if (machine) return jsonText({ error: failureJson(failure) })
  return visibleText(isAdapterError(failure) ? failure.message : `${failure.message}. ${failure.advice}`)
}
