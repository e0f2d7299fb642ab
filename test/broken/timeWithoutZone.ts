import { formatWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

const platformText = (iso: string | null): string | null =>
  iso === null ? null : formatWallTime(DateTime.makeUnsafe(iso))

export const timeWithoutZone: BrokenAdapter = {
  mistake: "a time is encoded as the platform writes it",
  breaks: "schema-validity",
  follows: { fidelity: "an order is compared as it is encoded" },
  subject: withAdapter(sound.doudian, (adapter) => ({
    ...adapter,
    encode: (order, options) => {
      const json = adapter.encode(order, options)
      return { ...json, times: { ...json.times, created: platformText(json.times.created) } }
    }
  }))
}
