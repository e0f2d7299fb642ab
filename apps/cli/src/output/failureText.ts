/** A failure as text for standard error: a sentence with what to do, or one JSON object. */

import { adapterErrorToJson, isAdapterError, visibleText } from "@huidan/core"
import { type ExitCode, exitCodeOfError } from "../exitCode.ts"
import type { Failure } from "../Run.ts"
import { CommandFailed } from "../store/CommandFailed.ts"
import { jsonText } from "./jsonText.ts"

export const failureExitCode = (failure: Failure): ExitCode => {
  if (isAdapterError(failure)) return exitCodeOfError(failure)
  switch (failure._tag) {
    case "UsageError":
      return 64
    case "RecordingRefused":
      return 65
    case "StoreFailed":
    case "CommandFailed":
      return failure.exitCode
  }
}

const failureJson = (failure: Exclude<Failure, CommandFailed>) => {
  if (isAdapterError(failure)) return adapterErrorToJson(failure)
  const { advice, message } = failure
  switch (failure._tag) {
    case "UsageError":
      return { reason: "Usage", message, advice }
    case "RecordingRefused":
      return { reason: failure._tag, message, advice, pointer: failure.pointer }
    case "StoreFailed":
      return { reason: failure.reason, message, advice }
  }
}

const sentenceOf = (failure: Exclude<Failure, CommandFailed>): string => {
  if (isAdapterError(failure)) return failure.message
  return `${failure.message}. ${failure.advice}`
}

/** Without a line break at the end. */
export const failureText = (failure: Failure, machine: boolean): string => {
  if (machine) {
    return failure._tag === "CommandFailed"
      ? visibleText(`{"error":${failure.json}}`)
      : jsonText({ error: failureJson(failure) })
  }
  return visibleText(failure._tag === "CommandFailed" ? failure.text : sentenceOf(failure))
}

/** A failure as another process can print it. */
export const asCommandFailed = (failure: Failure): CommandFailed =>
  failure._tag === "CommandFailed"
    ? failure
    : new CommandFailed({
        exitCode: failureExitCode(failure),
        text: sentenceOf(failure),
        json: JSON.stringify(failureJson(failure))
      })
