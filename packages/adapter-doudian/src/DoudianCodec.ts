/** The operations of both doors and the frames around their answers. */
import { type EnvelopeKeys, makeOrderCodec, type OrderCodec, operationCodec } from "@huidan/adapter-kit"
import { fengchaoErrors, officialErrors } from "./Errors.ts"
import { manifest } from "./Manifest.ts"
import { toOrder } from "./order/Order.ts"
import { ShopOrder } from "./order/Wire.ts"

/** `{"code":0,"message":"ok","data":…,"trace_id":""}` */
const fengchaoEnvelope: EnvelopeKeys = {
  code: "code",
  messages: ["message"],
  success: ["0"],
  others: ["trace_id"],
  errors: fengchaoErrors
}

/** `code` 10000 is success; answers of the older frame have only `err_no`, 0 is success. */
const officialEnvelope: EnvelopeKeys = {
  code: "code",
  subCode: "sub_code",
  messages: ["sub_msg", "msg", "message"],
  success: ["10000"],
  others: ["log_id", "err_no"],
  legacy: { code: "err_no", success: ["0"] },
  errors: officialErrors
}

/** A batch of which some items failed is read item by item. */
const batchEnvelope: EnvelopeKeys = {
  ...officialEnvelope,
  success: ["10000", "10001", "300008"],
  legacy: { code: "err_no", success: ["0", "300008"] }
}

const detail = operationCodec({ at: "/data/shop_order_detail", single: true, wire: ShopOrder, toOrder })
const list = operationCodec({
  at: "/data/shop_order_list",
  single: false,
  wire: ShopOrder,
  toOrder,
  paging: ["/data/page", "/data/size", "/data/total"]
})

/** Decodes every operation; `shopId` is the shop that configuration names. */
export const makeDoudianCodec = (shopId: string | null): OrderCodec =>
  makeOrderCodec({
    manifest,
    shopId,
    envelope: officialEnvelope,
    envelopes: {
      "fengchao.trade.detail": fengchaoEnvelope,
      "fengchao.trade.list": fengchaoEnvelope,
      "order.batchDecrypt": batchEnvelope
    },
    operations: {
      "fengchao.trade.detail": detail,
      "fengchao.trade.list": list,
      "order.orderDetail": detail,
      "order.searchList": list
    }
  })
