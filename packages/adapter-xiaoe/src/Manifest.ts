/** What the Xiaoe (小鹅通) adapter can do, its limits and its error codes, as data. */
import { type AdapterManifest, adapterContract, fieldPatterns, type Quota } from "@huidan/core"
import { errors } from "./Errors.ts"

const documents = "api-doc.xiaoe-tech.com"

/** What every call needs: its token does. */
const needs = ["appId", "clientSecret"] as const

const quota = (requests: number, seconds: number): Quota => ({
  requests,
  seconds,
  source: "the operation's document; whether it holds for a shop, an app or an address is not published",
  verified: false
})

/** When a list shows a change is not published: a minute is waited for. */
const settled = { settleSeconds: 60, overlapSeconds: 0 } as const

/** What the adapter of 小鹅通 (Xiaoe) can do: operations, limits, error codes, and what is still unverified. */
export const manifest = {
  contract: adapterContract,
  platform: "xiaoe",
  name: { zh: "小鹅通", en: "Xiaoe" },
  package: "@huidan/adapter-xiaoe",
  version: "0.0.0",
  capabilities: { getOrder: true, listOrders: { by: ["created", "updated"], states: false }, receivePush: true },
  operations: {
    token: {
      title: "Access token",
      answers: "token",
      use: "call",
      needs,
      method: "GET",
      path: "/token",
      quota: quota(100, 600),
      paging: null,
      windowSeconds: null,
      carries: [],
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
      needs,
      method: "POST",
      path: "/xe.order.detail/1.0.0",
      quota: quota(3000, 10),
      paging: null,
      windowSeconds: null,
      carries: fieldPatterns(`
        /shop /kind /status /parties /participants /amounts/{goods,freight,discount,adjustment,payable}
        /discounts/*/{kind,id,amount,bearer} /lines/*/{parentLineId,productId,title,imageUrl,role,
        quantity,unitPrice,total,afterSale} /lines/*/specs/*/value /buyer/{id,name,avatarUrl,
        wechatOpenId} /recipient/{name,phone,country,province,city,district,detail} /delivery/method
        /delivery/shipments/*/{carrierName,trackingNumber} /delivery/pickup/{place,placePhone,address,
        code,contactName,contactPhone,verified} /gift/{batchId,total,claimed} /payment/{method,
        methodRaw,transactionId,paidAt,collection} /refunds/*/{status,amount,requestedAt,refundedAt,
        reason} /channel/{code,name,trafficSource,creatorId,creatorName} /invoice/{title,taxNumber,
        email} /notes/buyer /times/{created,paid,settled,expires,autoConfirm}
      `),
      document: `${documents}, 获取订单详情`,
      unverified: [
        "`order_info.refund_money` states no unit: it is read as fen, with a unit_inferred warning.",
        "`discount_arr` and `cou_price` are never added: the first that says anything counts (inferred).",
        "The sign of `price_change_value` and `freight_change_value` is not documented: the one that closes the sum is taken.",
        "`goods_info[].goods_type` (资源类型) is read as a resource type, by its code or its word.",
        "`goods_info[]` states no shipping: its lines are not_required where `ship_state` is 0, else null.",
        "`order_info.sales_state` has no documented codes: read as those of `goods_info[]`, −1 and 0 as none (inferred).",
        "`parcel_data[]` names goods by name and specs: the line with these in the same parcel is taken (inferred).",
        "`student_info.sex` has no documented codes: a value other than 0 is the answer itself (inferred).",
        "`invalid_time` is read as unix seconds.",
        "`student_info.c_data[]` names no members: `key` and `value` of version 2.0 are read.",
        "The code for an order that does not exist is not published: it arrives as PlatformRejected."
      ]
    },
    "order.list@1.0": {
      title: "Orders by creation time, version 1.0",
      answers: "orders",
      use: "call",
      needs,
      method: "POST",
      path: "/xe.order.list.get/1.0.0",
      quota: quota(3000, 10),
      paging: { firstPage: 0, maxSize: 50, maxRows: null, ...settled },
      windowSeconds: 86_400,
      carries: fieldPatterns(`
        /kind /status/{trade,payment,afterSale,closeReason,raw} /amounts/payable /buyer/id
        /recipient/{name,phone,detail} /gift/total /payment/methodRaw /channel/code /times/{created,
        settled}
      `),
      document: `${documents}, 获取订单列表1.0`,
      unverified: [
        "Whether `begin_time` and `end_time` are inclusive is not published: a second more is asked for on either side, and its rows are dropped.",
        "No total is published: a window is read to its first empty page.",
        "Without a total it is not noticed if rows vanish while a window is read: rows behind them, on later pages, are missed.",
        "How orders of one second are sorted among themselves is not published: paging relies on it being stable.",
        "When a list shows a new order is not published: a minute (inferred).",
        "A row states no quantity but the `gitf_buy_count` of a gift order: any other row is one purchase (inferred).",
        "A row with a `refund_time` was refunded then (inferred).",
        "The platform no longer maintains this list and recommends list 2.0."
      ]
    },
    "order.list@1.1": {
      title: "Orders, version 1.1",
      answers: "orders",
      use: "decode",
      needs: [],
      method: "POST",
      path: "/xe.order.list.get/1.0.1",
      quota: null,
      paging: { firstPage: 1, maxSize: 50, maxRows: null, ...settled },
      windowSeconds: null,
      carries: fieldPatterns(`
        /status/raw /amounts/payable /lines/*/{productId,title} /buyer/id /payment/methodRaw /times/created
      `),
      document: `${documents}, 获取订单列表1.1 (a sample answer only)`,
      unverified: [
        "What its rows always state is not published: only fields of the sample are carried that every order has (inferred).",
        "No table of this answer is published: its codes are read as those of list 1.0 and detail 1.0 (inferred).",
        "The unit of its amounts is not published: they are read as fen, with a unit_inferred warning.",
        "A row with a `team_buy_state` is a group purchase; the kind of any other is unknown (inferred).",
        "`discount_price` is the total, `discount_data` and `coupon_price` are its parts (inferred from the sample)."
      ]
    },
    "order.list@2.0": {
      title: "Orders by creation or update time, version 2.0",
      answers: "orders",
      use: "call",
      needs,
      method: "POST",
      path: "/xe.ecommerce.order.list/1.0.0",
      quota: quota(20, 1),
      paging: { firstPage: 1, maxSize: 100, maxRows: null, ...settled },
      windowSeconds: 31 * 86_400,
      carries: fieldPatterns(`
        /kind /status/{trade,payment,fulfilment,afterSale,settlement,closeReason,raw} /amounts/{goods,
        freight,discount,adjustment,payable,paid,refunded} /lines/*/{parentLineId,productId,skuId,
        externalProductId,externalSkuId,title,imageUrl,role,quantity,unitPrice,discount,total,
        fulfilment,afterSale,validFrom,validTo,validityText} /lines/*/specs/*/value /buyer/{id,name,
        avatarUrl} /recipient/{name,phone,country,province,city,district,detail} /payment/{method,
        methodRaw,transactionId,merchantOrderId} /payment/collection/code /channel/code /notes/{buyer,
        seller} /times/{created,updated,delivered,completed,closed,settled}
      `),
      document: `${documents}, 获取订单列表2.0`,
      unverified: [
        "No table of the answer is published: its fields are those that running programs read, their meaning follows from their names and from detail 2.0.",
        "A window beyond 31 days is cut without an error; whether that is a calendar month is not clear, so windows of 27 days are asked for.",
        "The names `created_time_start`, `created_time_end`, `update_time_start`, `update_time_end`, `order_by` and `order_asc` are known from a copy of the document; times are sent as wall time of Asia/Shanghai.",
        "`created_time_start` and `created_time_end` are marked as required; by update time they are left out, as running programs do.",
        "Whether the bounds of a window are inclusive is not published: a second more is asked for on either side, and its rows are dropped.",
        "How orders of one second are sorted among themselves is not published: where pages show fewer orders than the total, they are read again.",
        "When a list shows a change is not published: a minute (inferred).",
        "`spu_type` is CMN or VDO, which no document explains: lines have no type. Nothing is sent of an order whose `goods_spu_type` is 0, 2, 3 or 4 and that states no parcel; of others `order_state` decides where a line's `ship_state_desc` or a parcel says that something is shipped (inferred).",
        "`pay_state` 2 (支付关闭) is unpaid (inferred); `order_state_time` in state 4 and 5 is when the order was completed or closed (inferred).",
        "`goods_original_total_price`, `freight_original_price`, `discount_amount`, `actual_price` and `actual_fee` are read as goods, freight, discount, payable and paid by their names (inferred).",
        "`freight_actual_price` counts in place of `freight_original_price` where the sum of the amounts closes with it alone (inferred).",
        "`deduct_amount` counts beside `discount_amount` where the sum of the amounts closes so; the sign of a price change is the one that closes it (inferred).",
        "`discount_detail` is an object to one program and a list to another; what `discount_amount` has beyond it is one discount more (inferred).",
        "`order_remarks` is the seller's note (商家备注内容), `ship_info.remark` the buyer's where `comment` is empty (inferred).",
        "`promoter_info` has no published members and is not read.",
        "`third_order_id` is the payment's transaction number, `express_id` the waybill's, `confirm_time` when the goods were received, `share_user_id` who shared the order (inferred).",
        "A row with a `refund_time` was refunded then (inferred)."
      ]
    },
    "order.detail@2.0": {
      title: "One order by its number, version 2.0",
      answers: "order",
      use: "call",
      needs,
      method: "POST",
      path: "/xe.ecommerce.order.detail/1.0.0",
      quota: quota(20, 1),
      paging: null,
      windowSeconds: null,
      carries: fieldPatterns(`
        /kind /status /fees /parties /participants /invoice /amounts/{goods,freight,discount,adjustment,
        payable,paid,refunded} /discounts/*/{kind,name,amount,bearer} /lines/*/{parentLineId,productId,
        skuId,externalProductId,externalSkuId,title,imageUrl,role,quantity,unitPrice,discount,total,
        paid,fulfilment,afterSale,validFrom,validTo,validityText} /lines/*/specs/*/value
        /buyer/{id,name,phones,avatarUrl} /recipient/{name,phone,country,province,city,district,
        detail} /delivery/method /delivery/shipments/*/{id,carrierName,trackingNumber,shippedAt}
        /delivery/shipments/*/lines/*/quantity /delivery/pickup/{address,contactName,contactPhone}
        /vouchers/*/{code,secret,kind,status,remaining,usedAt,usedBy} /gift/{batchId,total,claimed,
        invalid} /payment/{method,methodRaw,transactionId,merchantOrderId,collection} /refunds/*/{id,
        status,amount,refundedAt,reason} /channel/{code,name,trafficSource,creatorName} /notes/buyer
        /times/{created,settled,settlementExpected,expires,autoConfirm}
      `),
      document: `${documents}, 获取订单详情2.0`,
      unverified: [
        "Only templates of this answer are published, no real one; the blocks of internal_extra_info are known from a third party's copy.",
        "Lines have no id: refunds and vouchers cannot name the line they belong to, packages state only quantities.",
        "A line that lists no discount has a discount of 0 (inferred).",
        "`payment_type` 0 is not documented and read as none.",
        "Without a consignee, an order without lines of `spu_type` 1 or 5 is digital (inferred).",
        "Consignee and address of a pick-up are read as the pick-up's contact and place (inferred).",
        "`departure_time` of the first package to leave is when the order was shipped (inferred).",
        "`channel_type` is a traffic source where `channel_source_description` is empty (inferred).",
        "`paid_coupon_info[].stat` 2 (领取) is read as used: the code was redeemed into an account (inferred).",
        "`relation_order_type` names what the related order is to this one (inferred).",
        "`distribution_ratio` states no unit: it is read as percent (inferred).",
        "`vs_platform_fee` and `service_fee` are read as platform service fees in fen (inferred).",
        "The code for an order that does not exist is not published: it arrives as PlatformRejected."
      ]
    },
    "after_sale.list": {
      title: "After-sales of one order, folded into its refunds by the option `afterSales`",
      answers: "other",
      use: "call",
      needs,
      method: "POST",
      path: "/xe.ecommerce.after_sale.list/1.0.0",
      quota: quota(300, 60),
      paging: { firstPage: 1, maxSize: 20, maxRows: null },
      windowSeconds: null,
      carries: [],
      document: `${documents}, 售后单列表`,
      unverified: [
        "No largest page is published: 20 rows are asked for.",
        "Which days `created_at` counts is not published: it spans from the day before the order was made to the day after today, with `date_type` created_at.",
        "3 商家逾期未处理 and 12 商家逾期未退款 are in progress, 15 换货完成 is ended (inferred); 9 and 10 are not documented.",
        "An after-sale in state 13 or 14 was refunded when it was last updated (inferred).",
        "What the order's own answer says of a refund that is done or failed goes before the after-sale's state.",
        "Refunds of detail 1.0 have no number to know them by: the option `afterSales` needs version 2.0."
      ]
    },
    "after_sale.detail": {
      title: "One after-sale by its number, folded into its order's refunds by the option `afterSaleParameter`",
      answers: "other",
      use: "call",
      needs,
      method: "POST",
      path: "/xe.ecommerce.after_sale.detail/1.0.0",
      quota: quota(300, 60),
      paging: null,
      windowSeconds: null,
      carries: [],
      document: `${documents}, 售后单详情`,
      unverified: [
        "The parameter that names the after-sale is not published: the option `afterSaleParameter` says it, and without it the operation is never called.",
        "Of the answer nothing beyond the list's members is published but `sale_type` and `study_time`, minutes of learning, for which an order has no field; it sends `state`, `sale_type`, `original_price` and `apply_refund_money` as text.",
        "It is read as the list's row is, with its members in `data` itself (inferred); what it leaves out is as the list says it (inferred)."
      ]
    },
    push: {
      title: "Messages that the platform sends: order_change, order, after_sale",
      answers: "other",
      use: "receive",
      needs: ["pushToken", "pushKey"],
      method: "POST",
      path: "(your own address)",
      quota: null,
      paging: null,
      windowSeconds: null,
      carries: [],
      document: `${documents}, 订单状态变更, 订单消息 and 售后单消息推送; the encryption by a running program`,
      unverified: [
        "The document of the encryption cannot be read: its scheme is that of a running program, which is WeChat's.",
        "Names and place of a push's parts are not published: `encrypt`, `timestamp`, `nonce` and `msg_signature` or `signature` are read from the query and from a body in JSON, XML or form.",
        "Whether a repeated push keeps its first time is not published: if it does, the option `pushWindow` must be longer than the platform repeats.",
        "What the platform wants to hear back is not published: status 200 and `success`, the option `pushAcknowledgement` replaces them.",
        "The check of a new address (消息接收URL校验) is not published, and not answered.",
        "The topics of orders are order_change, order and after_sale; any other is delivered as unknown."
      ]
    }
  },
  errors,
  secrets: ["clientSecret", "pushToken", "pushKey", "previousPushToken", "previousPushKey"],
  shopOption: "appId"
} as const satisfies AdapterManifest
