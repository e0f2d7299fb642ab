/** The label on the door: what the Xiaoe (小鹅通) adapter has, its limits, its error codes. */
import { type AdapterManifest, adapterContract, type Quota } from "@huidan/core"
import { errorCodes } from "./XiaoeErrorCodes.ts"

const documents = "api-doc.xiaoe-tech.com"

const quota = (requests: number, seconds: number): Quota => ({
  requests,
  seconds,
  source: "the operation's document; whether it holds for a shop, an app or an address is not published",
  verified: false
})

export const manifest: AdapterManifest = {
  contract: adapterContract,
  platform: "xiaoe",
  name: { zh: "小鹅通", en: "Xiaoe" },
  package: "@huidan/adapter-xiaoe",
  version: "0.0.0",
  capabilities: { getOrder: true, listOrders: { by: ["created"], states: false }, receivePush: false },
  operations: {
    token: {
      title: "Access token",
      answers: "token",
      use: "call",
      method: "GET",
      path: "/token",
      quota: quota(100, 600),
      paging: null,
      windowSeconds: null,
      document: `${documents}, 获取access_token`,
      unverified: [
        "The document shows a JSON object; the parameters are sent in the query, as two of the platform's own SDKs do.",
        "A shop from before 2019-12-09 has no client_id: it is left out where the option is."
      ]
    },
    "order.detail@1.0": {
      title: "One order by its number, version 1.0",
      answers: "order",
      use: "call",
      method: "POST",
      path: "/xe.order.detail/1.0.0",
      quota: quota(3000, 10),
      paging: null,
      windowSeconds: null,
      document: `${documents}, 获取订单详情`,
      unverified: [
        "`order_info.refund_money` states no unit: it is read as fen, with a unit_inferred warning.",
        "`discount_arr` and `cou_price` are never added: the first that says anything counts (inferred).",
        "The sign of `price_change_value` and `freight_change_value` is not documented: the one that closes the sum is taken.",
        "`goods_info[].goods_type` (资源类型) is read as a resource type, by its code or its word.",
        "`goods_info[]` states no shipping: physical lines take the order's `ship_state`, and where that is 4 a line with a `parcel_id` is shipped (inferred).",
        "`invalid_time` is read as unix seconds.",
        "`student_info.c_data[]` names no members: `key` and `value` of version 2.0 are read.",
        "The code for an order that does not exist is not published: it arrives as PlatformRejected."
      ]
    },
    "order.list@1.0": {
      title: "Orders by creation time, version 1.0",
      answers: "orders",
      use: "call",
      method: "POST",
      path: "/xe.order.list.get/1.0.0",
      quota: quota(3000, 10),
      paging: { firstPage: 0, maxSize: 50, maxRows: null },
      windowSeconds: 86_400,
      document: `${documents}, 获取订单列表1.0`,
      unverified: [
        "Whether `begin_time` and `end_time` are inclusive is not published: rows outside the window asked for are dropped.",
        "How orders of one second are sorted among themselves is not published: paging relies on it being stable.",
        "A row states no quantity, except `gitf_buy_count` of a gift order.",
        "A row with a `refund_time` was refunded then (inferred).",
        "The platform no longer maintains this list and recommends list 2.0."
      ]
    },
    "order.list@1.1": {
      title: "Orders, version 1.1",
      answers: "orders",
      use: "decode",
      method: "POST",
      path: "/xe.order.list.get/1.0.1",
      quota: null,
      paging: { firstPage: 1, maxSize: 50, maxRows: null },
      windowSeconds: null,
      document: `${documents}, 获取订单列表1.1 (a sample answer only)`,
      unverified: [
        "No table of this answer is published: its codes are read as those of list 1.0 and detail 1.0 (inferred).",
        "The unit of its amounts is not published: they are read as fen, with a unit_inferred warning.",
        "A row with a `team_buy_state` is a group purchase; the kind of any other is unknown (inferred).",
        "`discount_price` is the total of which `discount_data` and `coupon_price` are parts (inferred from the sample)."
      ]
    },
    "order.detail@2.0": {
      title: "One order by its number, version 2.0",
      answers: "order",
      use: "call",
      method: "POST",
      path: "/xe.ecommerce.order.detail/1.0.0",
      quota: quota(20, 1),
      paging: null,
      windowSeconds: null,
      document: `${documents}, 获取订单详情2.0`,
      unverified: [
        "Only templates of this answer are published, no real one; the blocks of internal_extra_info are known from a third party's copy.",
        "Lines have no id: shipments, refunds and vouchers cannot name the line they belong to.",
        "A line that lists no discount has a discount of 0 (inferred).",
        "`payment_type` 0 is not documented and read as none.",
        "Lines that differ in `ship_state_description` make an open order partially shipped (inferred).",
        "Without a consignee, an order of which nothing is physical is digital (inferred).",
        "`distribution_ratio` states no unit: it is read as percent (inferred).",
        "`vs_platform_fee` and `service_fee` are read as platform service fees in fen (inferred).",
        "The code for an order that does not exist is not published: it arrives as PlatformRejected."
      ]
    }
  },
  errors: errorCodes,
  secrets: ["clientSecret"],
  shopOption: "appId"
}
