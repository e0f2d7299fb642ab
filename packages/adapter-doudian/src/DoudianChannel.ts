/** Where a line was sold: in which app, from which traffic, in a live room, by a video, by a creator. */
import { combine, type Traced } from "@huidan/adapter-kit"
import { twinOf } from "./DoudianIds.ts"
import type { SkuOrder } from "./DoudianWire.ts"

const fields = ["code", "name", "trafficSource", "liveRoomId", "videoId", "creatorId", "creatorName"] as const
type Field = (typeof fields)[number]
type LineChannel = Readonly<Record<Field, Traced<string | null>>>

/** `theme_type` is deprecated, and its 0 says nothing. */
const trafficSourceOf = (line: SkuOrder): Traced<string | null> =>
  combine(
    [line.c_biz_desc, line.theme_type, line.theme_type_desc],
    "c_biz_desc, else theme_type_desc (inferred)",
    (words, theme, themeWords) => words ?? (theme === "0" ? null : themeWords)
  )

const channelOf = (line: SkuOrder): LineChannel => ({
  code: line.b_type,
  name: line.b_type_desc,
  trafficSource: trafficSourceOf(line),
  liveRoomId: twinOf(line.room_id, line.room_id_str, "room_id_str"),
  videoId: line.video_id,
  creatorId: line.author_id,
  creatorName: line.author_name
})

const agreed = (channels: ReadonlyArray<LineChannel>, field: Field): Traced<string | null> =>
  combine(
    channels.map((channel) => channel[field]),
    "what all lines agree on",
    (...values) => {
      const first = values[0] ?? null
      return values.every((value) => value === first) ? first : null
    }
  )

/** The order's channel is what all its lines agree on; a line has one of its own where they do not. */
export const toChannels = (lines: ReadonlyArray<SkuOrder>) => {
  const channels = lines.map(channelOf)
  const ofOrder = {
    code: agreed(channels, "code"),
    name: agreed(channels, "name"),
    trafficSource: agreed(channels, "trafficSource"),
    liveRoomId: agreed(channels, "liveRoomId"),
    videoId: agreed(channels, "videoId"),
    creatorId: agreed(channels, "creatorId"),
    creatorName: agreed(channels, "creatorName")
  }
  const differs = fields.some((field) => channels.some((channel) => channel[field].value !== ofOrder[field].value))
  return { order: ofOrder, lines: channels.map((channel) => (differs ? channel : null)) }
}
