import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { detail10 } from "../support/decode.ts"

describe("lines and parcels", () => {
  it.effect("a bundled line points to the line that it belongs to", () =>
    Effect.gen(function* () {
      const { lines } = yield* detail10({
        goods_info: [
          { id: "11", resource_id: "g_1" },
          { id: "12", is_relation_goods: 1, is_relation_id: "g_1" },
          { id: "13", single_type: "1" }
        ]
      })
      assert.deepStrictEqual(
        lines.map(({ parentLineId, role }) => [role, parentLineId]),
        [
          ["item", null],
          ["bundled", "11"],
          ["bundled", null]
        ]
      )
    })
  )

  it.effect("one parcel with two goods is one shipment, each row one of its lines", () =>
    Effect.gen(function* () {
      const parcel = { parcel_id: "p_1", company: "圆通快递", express_id: "YT1" }
      const { delivery } = yield* detail10({
        goods_info: [{ id: "1", parcel_id: "p_1" }, { id: "2", parcel_id: "p_1" }, { id: "3" }],
        parcel_data: [parcel, parcel, { parcel_id: "p_2" }]
      })
      assert.deepStrictEqual(
        delivery.shipments.map(({ id, lines }) => [id, lines.map(({ lineId, quantity }) => [lineId, quantity])]),
        [
          [
            "p_1",
            [
              ["1", null],
              ["2", null]
            ]
          ],
          ["p_2", [[null, null]]]
        ]
      )
    })
  )

  it.effect("a parcel's row is the line of its name and specs, in any order", () =>
    Effect.gen(function* () {
      const goods = (id: string, purchase_name: string, specs: string) => ({
        id,
        parcel_id: "p_1",
        purchase_name,
        specs
      })
      const row = (purchase_name: string, goods_sku_info: string) => ({
        parcel_id: "p_1",
        purchase_name,
        goods_sku_info
      })
      const { delivery } = yield* detail10({
        goods_info: [goods("1", "杯子", "红"), goods("2", "杯子", "蓝"), goods("3", "书", "平装")],
        parcel_data: [row("杯子", "绿"), row("书", ""), row("杯子", "蓝"), row("杯子", "红"), row("信", "")]
      })
      assert.deepStrictEqual(
        delivery.shipments[0]!.lines.map(({ lineId }) => lineId),
        [null, "3", "2", "1", null]
      )
    })
  )

  it.effect("listed goods say of shipping only that there is none", () =>
    Effect.gen(function* () {
      const goods_info = [{ id: "1", goods_type: "21", parcel_id: "p_1" }]
      for (const ship_state of [0, 1, 2, 3, 4]) {
        const { lines } = yield* detail10({ ship_state, goods_info })
        assert.strictEqual(lines[0]!.fulfilment, ship_state === 0 ? "not_required" : null)
      }
    })
  )

  it.effect("without parcels the order's waybill is the shipment", () =>
    Effect.gen(function* () {
      const { delivery } = yield* detail10({ ship_company: "顺丰速运", ship_express_id: "SF1", parcel_data: [] })
      assert.deepInclude(delivery.shipments[0], { carrierName: "顺丰速运", trackingNumber: "SF1" })
    })
  )

  it.effect("lines that were sold in one place give the order its traffic source", () =>
    Effect.gen(function* () {
      const channelOf = (channel_name: string) => ({ channel_name })
      const agreed = yield* detail10({ goods_info: [channelOf("直播间"), channelOf("直播间")] })
      assert.strictEqual(agreed.channel.trafficSource, "直播间")
      assert.isNull(agreed.lines[0]!.channel)
      const differ = yield* detail10({ goods_info: [channelOf("直播间"), channelOf("未知渠道来源")] })
      assert.isNull(differ.channel.trafficSource)
      assert.deepStrictEqual(
        differ.lines.map(({ channel }) => channel?.trafficSource),
        ["直播间", undefined]
      )
    })
  )
})
