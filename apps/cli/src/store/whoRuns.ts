import { hostname, userInfo } from "node:os"
import * as Result from "effect/Result"

/** The user of this system, as the audit names who did something. */
export const whoRuns = (): string =>
  Result.getOrElse(
    Result.try(() => `${userInfo().username}@${hostname()}`),
    () => `process ${process.pid}@${hostname()}`
  )
