/** Where an order was sold: in which app, from which traffic, in a live room, by a video, by a creator. */
import { Traced } from "@huidan/adapter-kit"
import { twinOf } from "./Ids.ts"
import type { ShopOrder, SkuOrder } from "./Wire.ts"

const fields = ["code", "name", "trafficSource", "liveRoomId", "videoId", "creatorId", "creatorName"] as const
type Field = (typeof fields)[number]
type LineChannel = Readonly<Record<Field, Traced.Traced<string | null>>>

/** A line without an app of its own was sold in the order's. */
const channelOf = (line: SkuOrder, order: ShopOrder): LineChannel => ({
  code: line.b_type.orElse(order.b_type),
  name: line.b_type_desc.orElse(order.b_type_desc),
  trafficSource: line.c_biz_desc,
  liveRoomId: twinOf(line.room_id, line.room_id_str, "room_id_str"),
  videoId: line.video_id,
  creatorId: line.author_id,
  creatorName: line.author_name
})

const agreed = (channels: ReadonlyArray<LineChannel>, field: Field): Traced.Traced<string | null> =>
  Traced.combine(
    channels.map((channel) => channel[field]),
    "what all lines agree on",
    (...values) => {
      const first = values[0] ?? null
      return values.every((value) => value === first) ? first : null
    }
  )

/** The order's channel is its own app, and what all its lines agree on; a line has one of its own where it differs. */
export const toChannels = (order: ShopOrder) => {
  const channels = order.sku_order_list.map((line) => channelOf(line, order))
  const ofOrder = {
    code: order.b_type.orElse(agreed(channels, "code")),
    name: order.b_type_desc.orElse(agreed(channels, "name")),
    trafficSource: agreed(channels, "trafficSource"),
    liveRoomId: agreed(channels, "liveRoomId"),
    videoId: agreed(channels, "videoId"),
    creatorId: agreed(channels, "creatorId"),
    creatorName: agreed(channels, "creatorName")
  }
  const differs = fields.some((field) => channels.some((channel) => channel[field].value !== ofOrder[field].value))
  return { order: ofOrder, lines: channels.map((channel) => (differs ? channel : null)) }
}
