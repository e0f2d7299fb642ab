import type { Traced } from "@huidan/adapter-kit"

/** What the platform calls a channel that it does not know: no channel. */
const unknownChannel = "未知渠道来源"

export const knownChannel = (name: Traced.Traced<string | null>): Traced.Traced<string | null> =>
  name.mapAll((text) => (text === unknownChannel ? null : text))
