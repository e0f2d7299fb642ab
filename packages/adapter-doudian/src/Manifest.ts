/** What the 抖店 (Doudian) adapter can do at its two doors, its limits and its error codes, as data. */
import { type AdapterManifest, adapterContract, fieldPatterns } from "@huidan/core"
import { errors } from "./Errors.ts"

const fengchaoQuota = {
  requests: 10,
  seconds: 1,
  source: "a default of this adapter, set by the option `quota`: 蜂巢 publishes none",
  verified: false
} as const

const officialQuota = {
  requests: 50,
  seconds: 1,
  source:
    "a default of this adapter, set by the option `quota`: the platform publishes none, a third party names 1000 per second and app",
  verified: false
} as const

/** How the order itself is read, whichever operation brings it. */
const orderUnverified = [
  "`sum_amount` is taken for the goods, because order_amount includes freight (inferred).",
  "`order_expire_time` is called a time and sent as seconds: it counts from create_time, unless it is large enough to be a time (inferred).",
  "`refund_status` 3 of a sole line, or of all lines, of an open order is a refund in part, unless the line's own main_status is 21, 22 or 39 (inferred).",
  "`after_sale_status` 51 without a pending refund is over, its outcome is not stated (inferred).",
  "`after_sale_status` 6 is a requested refund, 27 and 29 a rejected one (inferred).",
  "An order in a state that no table knows is paid when `pay_time` is set (inferred).",
  "The paid phases of a deposit order are what was paid of it; an unpaid phase costs its total less its discount, or its price for each piece (inferred).",
  "`order_type` 1 is a presale, 6 has nothing to send (inferred).",
  "`campaign_type` 7 and 14 make a flash sale (inferred).",
  "A discount without shares is borne by its giver, unless the totals of costs leave it to others; gold_coin_amount is the platform's (inferred).",
  "official_deduction_amount, allowance_amount and user_balance_amount are taken for parts of total_amount; what a total states beyond its parts is a discount of its own (inferred).",
  "Tax that does not close the sum of amounts, while its absence does, is taken for contained in the prices (inferred).",
  "`writeoff_status` has no published codes: its words decide, 3 is used; `relation_order` names a redeemed code (inferred).",
  "Serial numbers name no line: they go to the sole line, or the sole one that needs them, else they are references (inferred).",
  "A warehouse is named by its external number where the platform has none of its own (inferred).",
  "The channel is the order's `b_type`, else what its lines agree on, its traffic source `c_biz_desc` (inferred).",
  "The areaCode is the district's id, the country of an address with a province is CN (inferred).",
  "Each line with an after-sale that is no exchange, resend or repair is a refund of its own (inferred).",
  "The latest logistics_receipt_time of the lines is the order's delivery (inferred).",
  "Private text that is sent in plain beside its cipher is plain (inferred)."
] as const

/** How lists are read. */
const listUnverified = [
  "Whether the bounds of a window are inclusive is not published: a second more is asked for on either side, and its rows are dropped.",
  "When a list shows a change is not published: a minute (inferred).",
  "States are filtered by `order_status`, so an order whose main_status is 21, 22 or 39 is taken to have the order_status 4.",
  "By creation time the platform filters states only where no order leaves them again (closed, completed and closed, all but pending): else an order that moves on would push another one off the pages, and the adapter filters."
] as const

/** What every call needs at 蜂巢: its signature does. */
const fengchaoNeeds = ["appId", "appSecret", "sellerNick"] as const

/** What every call needs at the official platform: its signature and its token do. */
const officialNeeds = ["appId", "appSecret", "shopId"] as const

/** Both doors pass on the same order, except how they address it. */
const carries = fieldPatterns(`
  /shop /kind /phases /channel /notes /tags /status/{trade,payment,fulfilment,afterSale,closeReason,
  closeNote,label,raw} /amounts/{goods,freight,charges,discount,adjustment,payable,paid}
  /discounts/*/{kind,id,name,amount,bearer} /lines/*/{lineId,parentLineId,productId,skuId,
  externalProductId,externalSkuId,title,specs,imageUrl,type,role,components,quantity,unitPrice,
  discount,total,paid,fulfilment,afterSale,channel,validFrom,validTo,validityText,warehouseId,
  serialNumbers,inputs} /buyer/{id,name,phones,avatarUrl} /delivery/{method,shipBy,shipAt} /delivery/shipments/*/{id,carrierCode,
  carrierName,trackingNumber,shippedAt,lines} /vouchers/*/{code,kind,status,lineId,total,remaining,
  validFrom,validTo} /payment/{method,methodRaw,transactionId,paidAt} /refunds/*/{status,lineIds}
  /times/{created,updated,paid,shipped,delivered,completed,expires} /references/*/{kind,value,
  relation}
`)
const fengchaoCarries = [...carries, "/recipient"]
const officialCarries = [
  ...carries,
  ...fieldPatterns("/recipient/{country,province,city,district,street,areaCode,detail}")
]

const detail = {
  answers: "order",
  use: "call",
  method: "POST",
  paging: null,
  windowSeconds: null
} as const

const list = {
  answers: "orders",
  use: "call",
  method: "POST",
  paging: { firstPage: 0, maxSize: 100, maxRows: 50_000, settleSeconds: 60, overlapSeconds: 0 },
  windowSeconds: 90 * 86_400
} as const

const token = {
  answers: "token",
  use: "call",
  needs: officialNeeds,
  method: "POST",
  quota: null,
  paging: null,
  windowSeconds: null,
  carries: []
} as const

/** What the adapter of 抖店 (Doudian) can do: operations, limits, error codes, and what is still unverified. */
export const manifest = {
  contract: adapterContract,
  platform: "doudian",
  name: { zh: "抖店", en: "Doudian (Douyin Shop)" },
  package: "@huidan/adapter-doudian",
  version: "0.0.0",
  capabilities: { getOrder: true, listOrders: { by: ["created", "updated"], states: true }, receivePush: true },
  operations: {
    "token.create": {
      ...token,
      title: "Access token of a shop, at the official platform",
      path: "/token/create",
      document: "op.jinritemai.com, token.create, by its published example and SDKs",
      unverified: ["A token without a usable `expires_in` is used for two hours."]
    },
    "token.refresh": {
      ...token,
      title: "The next access token, for a refresh token",
      path: "/token/refresh",
      document: "op.jinritemai.com, token.refresh, by its SDKs",
      unverified: [
        "The code for a refresh token that is dead is not published: every refusal of it is followed by token.create.",
        "An answer without a refresh token leaves the old one in use."
      ]
    },
    "fengchao.trade.detail": {
      ...detail,
      title: "One order by its number, through the 蜂巢 gateway",
      needs: fengchaoNeeds,
      path: "/gateway/dd/trade/detail",
      quota: fengchaoQuota,
      carries: fengchaoCarries,
      document: "doc.fw199.com, 抖店 获取订单详情 (2023-11-28)",
      unverified: [
        "蜂巢 publishes no quota, no error table and no tolerance of the timestamp: every code but 0 is PlatformRejected.",
        "Which messages of 抖店 the gateway pushes is not published: the door `fengchao` answers NotSupported to receivePush.",
        "Newer documents of 蜂巢 name https://kf.fw199.com: set `baseUrl`.",
        ...orderUnverified
      ]
    },
    "fengchao.trade.list": {
      ...list,
      title: "Orders of a window, through the 蜂巢 gateway",
      needs: fengchaoNeeds,
      path: "/gateway/dd/trade/list",
      quota: fengchaoQuota,
      carries: fengchaoCarries,
      document: "蜂巢开放 SDK, 抖店 trade list",
      unverified: [
        "It lists by creation time only: by update time the door `fengchao` answers NotSupported.",
        "The shape of the answer is not published: the official list's {page, total, size, shop_order_list} is assumed.",
        "Page size, depth and window are not published: the official list's are assumed, `listLimits` replaces them.",
        "The order of the rows is not published: nothing of a window that is past is added to it.",
        ...listUnverified,
        ...orderUnverified
      ]
    },
    "order.orderDetail": {
      ...detail,
      title: "One order by its number, at the official platform",
      needs: officialNeeds,
      path: "/order/orderDetail",
      quota: officialQuota,
      carries: officialCarries,
      document: "op.jinritemai.com, order.orderDetail, by its published example and SDKs",
      unverified: ["An answer without `code` succeeds when `err_no` is 0.", ...orderUnverified]
    },
    "order.batchDecrypt": {
      title: "The encrypted texts of orders in plain, 50 a call, at the official platform",
      answers: "other",
      use: "call",
      needs: officialNeeds,
      method: "POST",
      path: "/order/batchDecrypt",
      quota: officialQuota,
      paging: null,
      windowSeconds: null,
      carries: [],
      document: "op.jinritemai.com, order.batchDecrypt, by its published example and SDKs",
      unverified: [
        "Only `decryptOrders` calls it; reading orders never does.",
        "The codes of single texts are not published: 300008 is a budget that is used up, every other one PlatformRejected."
      ]
    },
    "order.searchList": {
      ...list,
      title: "Orders of a window, at the official platform",
      needs: officialNeeds,
      path: "/order/searchList",
      quota: officialQuota,
      carries: officialCarries,
      document: "op.jinritemai.com, order.searchList, by its published example and SDKs",
      unverified: [
        "An answer without `code` succeeds when `err_no` is 0: the published example has no other.",
        "`page` and `size` of the answer may be echoed differently from the request, and are not read.",
        ...listUnverified,
        ...orderUnverified
      ]
    },
    push: {
      title: "Messages that the official platform sends about orders",
      answers: "other",
      use: "receive",
      needs: ["appId", "appSecret"],
      method: "POST",
      path: "(your own address)",
      quota: null,
      paging: null,
      windowSeconds: null,
      carries: [],
      document: "op.jinritemai.com, guide 153/99, by three public SDKs",
      unverified: [
        "Pushes are signed with MD5 by three public clients, with HMAC-SHA256 by one: the option `pushSign` chooses.",
        "The name of push tag 210 is not published: it is delivered as unknown."
      ]
    }
  },
  errors,
  secrets: ["appSecret", "authCode", "previousAppSecret"],
  shopOption: "shopId"
} as const satisfies AdapterManifest
