/** A failure as text for standard error: a sentence with what to do, or one JSON object. */
import { adapterErrorToJson, isAdapterError } from "@huidan/core"
import { type ExitCode, exitCodeOfError } from "../exitCode.ts"
import type { Failure } from "../Run.ts"
import { printable } from "./printable.ts"

export const failureExitCode = (failure: Failure): ExitCode => (isAdapterError(failure) ? exitCodeOfError(failure) : 64)

export const failureJson = (failure: Failure) =>
  isAdapterError(failure)
    ? adapterErrorToJson(failure)
    : { reason: "Usage", message: failure.message, advice: failure.advice }

/** Without a line's end. */
export const failureText = (failure: Failure, machine: boolean): string => {
  if (machine) return JSON.stringify({ error: failureJson(failure) })
  return printable(isAdapterError(failure) ? failure.message : `${failure.message}. ${failure.advice}`)
}
