import type { AdapterError } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { type ListPosition, type PagesOptions, toCursor } from "./ListPosition.ts"
import { nextWindow } from "./listPages.ts"

/** How many rows a window has by the platform, and how many of them came. */
export interface RowCount {
  readonly stated: number
  readonly received: number
}

/** The window states more orders than it gives. The error's cursor goes on behind it. */
export const contradictionOf = (
  options: PagesOptions,
  position: ListPosition,
  end: number,
  count: RowCount
): AdapterError =>
  options.codec.failure(options.operation, {
    _tag: "ListContradiction",
    ...count,
    since: isoOf(position.since),
    until: isoOf(end),
    cursor: toCursor(nextWindow(position, end, options, true))
  })

const isoOf = (millis: number): string => DateTime.formatIso(DateTime.makeUnsafe(millis))
