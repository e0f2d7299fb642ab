import { formatWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"

/** An instant in JSON as Asia/Shanghai wall time; `-` if there is none. */
export const timeText = (instant: string | null): string =>
  instant === null
    ? "-"
    : Option.match(DateTime.make(instant), {
        onNone: () => instant,
        onSome: (time) => formatWallTime(DateTime.toUtc(time))
      })
