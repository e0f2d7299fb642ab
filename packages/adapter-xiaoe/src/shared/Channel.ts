/** Where an order was sold. */
import type { Traced } from "@huidan/adapter-kit"

/** The platform's name for a channel that it does not know. */
const unknownChannel = "未知渠道来源"

export const knownChannel = (name: Traced.Traced<string | null>): Traced.Traced<string | null> =>
  name.mapAll((text) => (text === unknownChannel ? null : text))
