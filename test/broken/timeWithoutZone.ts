import { formatWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

const platformText = (iso: string | null): string | null =>
  iso === null ? null : formatWallTime(DateTime.makeUnsafe(iso))

export const timeWithoutZone: BrokenAdapter = {
  mistake: "a time is encoded in the platform's format",
  breaks: "schema-validity",
  follows: { fidelity: "orders are compared in their encoding" },
  subject: withAdapter(sound.doudian, (adapter) => ({
    ...adapter,
    encode: (order, options) => {
      const json = adapter.encode(order, options)
      return { ...json, times: { ...json.times, created: platformText(json.times.created) } }
    }
  }))
}
