/** Where an order was sold. The order's channel is what all its lines agree on. */
import { Traced } from "@huidan/adapter-kit"
import { statedCode, whereCode } from "../shared/Code.ts"
import { knownChannel, publicName } from "../shared/Sale.ts"
import type { Goods, OrderInfo } from "./Wire.ts"

/** Whether the lines were not all sold in one place. */
export const linesDiffer = (info: OrderInfo): boolean =>
  new Set(info.goods_info.map((goods) => knownChannel(goods.channel_name).value)).size > 1

const agreedByLines = (info: OrderInfo): Traced.Traced<string | null> =>
  Traced.combine(
    info.goods_info.map((goods) => knownChannel(goods.channel_name)),
    "goods_info[].channel_name, on which all lines agree",
    (first = null, ...others) => (others.every((other) => other === first) ? first : null)
  )

/** A line's own channel, where the lines differ. */
export const toLineChannel = (goods: Goods, differs: boolean) => {
  const trafficSource = knownChannel(goods.channel_name)
  return differs && trafficSource.value !== null ? { trafficSource } : null
}

export const toChannel = (info: OrderInfo) => {
  const { cps_info: cps, ks_info: kuaishou, trace_info: trace } = info
  const { author_id, item_id, item_type } = kuaishou.extra_info
  const itemOf = (type: string): Traced.Traced<string | null> =>
    whereCode(item_id, item_type, type, `ks_info.extra_info.item_id of a ${type}`)
  return {
    code: statedCode(info.wx_app_type),
    name: info.app_type_name,
    trafficSource: Traced.firstOf(
      knownChannel(info.channel_info),
      knownChannel(info.channel_name),
      agreedByLines(info)
    ),
    liveRoomId: Traced.firstOf(cps.room_id, itemOf("LIVE")),
    videoId: itemOf("VIDEO"),
    creatorId: Traced.firstOf(cps.talent_douyin_id, trace.finder_id, author_id),
    creatorName: Traced.firstOf(publicName(cps.nickname), trace.nick_name)
  }
}
