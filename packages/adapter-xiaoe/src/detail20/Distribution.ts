/** Who sold an order, where, and what they get for it. */
import { Traced } from "@huidan/adapter-kit"
import { plainValue } from "@huidan/core"
import { decodeCode, statedCode, whereCode } from "../shared/Code.ts"
import { knownChannel, publicName, toCommission } from "../shared/Sale.ts"
import * as Codes from "./Codes.ts"
import type { Goods, OrderDetail } from "./Wire.ts"

export const toChannel = (answer: OrderDetail) => {
  const { internal_extra_info, order_info: info, third_party_info } = answer
  const talent = internal_extra_info.talent_douyin_info
  const { douyin_info: douyin, quick_hand_info: kuaishou } = third_party_info
  const itemOf = (type: string): Traced.Traced<string | null> =>
    whereCode(kuaishou.item_id, kuaishou.item_type, type, `quick_hand_info.item_id of a ${type}`)
  return {
    code: statedCode(info.app_type),
    name: info.app_type_description,
    trafficSource: Traced.firstOf(
      knownChannel(info.channel_source_description),
      decodeCode<string | null>(info.channel_type, Codes.channelTypes, "channel_type", null)
    ),
    liveRoomId: Traced.firstOf(info.channel_alive_id, itemOf("LIVE")),
    videoId: itemOf("VIDEO"),
    creatorId: Traced.firstOf(talent.talent_douyin_id, kuaishou.author_id, info.ks_author_id),
    creatorName: Traced.firstOf(publicName(talent.nickname), publicName(douyin.dy_nick_name), info.finder_nickname)
  }
}

export const toCommissions = (answer: OrderDetail) => {
  const { content_distribution_info: market, talent_douyin_info: talent } = answer.internal_extra_info
  return [
    ...toCommission("creator", "talent_douyin_info", {
      userId: talent.talent_douyin_id,
      name: Traced.firstOf(talent.nickname, answer.third_party_info.douyin_info.dy_nick_name)
    }),
    ...videoCreators(answer.goods_info.goods_list),
    // The market's name is not a person: alone it makes no commission.
    ...toCommission("market", "content_distribution_info", {
      amount: market.distribution_amount,
      rateBasisPoints: market.distribution_ratio.by("distribution_ratio as percent (inferred)")
    }).map((commission) => ({ ...commission, name: market.market_name }))
  ]
}

/** 视频号: each line states its creator's share; one commission for each creator. */
const videoCreators = (goodsList: ReadonlyArray<Goods>) => {
  const groups = new Map<string | null, ReadonlyArray<Goods>>()
  for (const goods of goodsList) {
    const name = plainValue(goods.vs_nick_name.value)
    groups.set(name, [...(groups.get(name) ?? []), goods])
  }
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).flatMap((first) =>
      toCommission("creator", "vs_nick_name, vs_commission", {
        name: first.vs_nick_name,
        amount: Traced.sum(
          group.map((goods) => goods.vs_commission),
          "Σ of the lines' vs_commission"
        )
      })
    )
  )
}
