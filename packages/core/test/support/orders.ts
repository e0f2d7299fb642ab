import * as DateTime from "effect/DateTime"
import * as Redacted from "effect/Redacted"
import { encryptedText, maskedText, Order, orderKey, plainText } from "../../src/index.ts"

/** Text that no output may show. */
export const privateValues = [
  "王小明",
  "13800138000",
  "文三路 90 号",
  "8888-1234",
  "wang@example.com",
  "6222020200112233",
  "RAW-13900139000",
  "王小明的公司",
  "91330000MA27XXXX11",
  "开票路 7 号",
  "别打电话",
  "老客户，常退货",
  "oOpen123",
  "oUnion456",
  "分享家小王"
]

/** An order that states only what is required. */
export const emptyOrder = Order.make({
  key: orderKey("test", "shop/1", "1"),
  platform: "test",
  orderId: "1",
  shop: { id: "shop/1" },
  source: { adapter: "@huidan/adapter-test", adapterVersion: "0.0.0", operation: "order.detail" }
})

const at = DateTime.makeUnsafe("2022-03-30T08:23:02.000Z")
const [name, phone, address, voucher, email, account, raw] = privateValues
const [title, taxNumber, invoiceAddress, buyerNote, sellerNote, openId, unionId, sharer] = privateValues.slice(7)

/** An order in which every block is there, with private text wherever it can be. */
export const fullOrder = Order.make({
  key: orderKey("test", "1", "3418491419818650316"),
  platform: "test",
  orderId: "3418491419818650316",
  shop: { id: "1", name: "小店" },
  kind: "presale",
  status: {
    trade: "closed",
    payment: "paid",
    fulfilment: "shipped",
    afterSale: "refunded",
    settlement: "settled",
    closeReason: "refunded",
    raw: { state: "3" }
  },
  amounts: {
    goods: 19900,
    freight: 0,
    charges: 0,
    discount: 600,
    adjustment: -100,
    payable: 19200,
    paid: 19200,
    refunded: 19200
  },
  discounts: [{ kind: "coupon", amount: 600, bearer: "shop" }],
  fees: [{ kind: "platform_service", amount: 96 }],
  lines: [
    {
      lineId: "l1",
      title: "书",
      specs: [{ value: "白色" }],
      quantity: 2,
      unitPrice: 9950,
      total: 19900,
      type: "physical",
      role: "item",
      components: [{ productId: "p", externalSkuId: "CUP-1", quantity: 1 }],
      channel: { code: "1" },
      serialNumbers: ["s"],
      inputs: [{ name: "刻字", value: plainText(name!) }]
    }
  ],
  buyer: {
    id: "u1",
    name: plainText(name!),
    phones: [plainText(phone!), encryptedText("$c$d$1$$", "138****8000")],
    wechatOpenId: plainText(openId!),
    wechatUnionId: plainText(unionId!)
  },
  recipient: { name: maskedText("王**"), phone: plainText(phone!), province: "浙江省", detail: plainText(address!) },
  parties: [{ role: "dealer", name: plainText(name!), phone: plainText(phone!) }],
  participants: [
    { role: "student", name: plainText(name!), answers: [{ question: "电话", answer: plainText(phone!) }] }
  ],
  delivery: {
    method: "pickup",
    shipments: [{ trackingNumber: "YT1", shippedAt: at, lines: [{ lineId: "l1", quantity: 2 }] }],
    pickup: {
      place: "门店",
      code: plainText(voucher!),
      contactName: plainText(name!),
      contactPhone: plainText(phone!),
      from: at
    }
  },
  vouchers: [
    { kind: "redemption", code: plainText(voucher!), secret: plainText(voucher!), status: "used", usedAt: at }
  ],
  gift: { batchId: "g", total: 1, recipientIds: ["u2"] },
  payment: { method: "wechat", paidAt: at, collection: { merchantId: "m" } },
  phases: [{ index: 1, of: 2, payable: 100, paidAt: at }],
  refunds: [{ status: "refunded", amount: 19200, refundedAt: at, lineIds: ["l1"] }],
  commissions: [{ role: "sharer", userId: "u3", name: plainText(sharer!), amount: 100, rateBasisPoints: 3500 }],
  channel: { code: "1", name: "微信H5店铺" },
  invoice: {
    title: plainText(title!),
    taxNumber: plainText(taxNumber!),
    email: plainText(email!),
    phone: plainText(phone!),
    bankAccount: plainText(account!),
    address: plainText(invoiceAddress!)
  },
  notes: { buyer: plainText(buyerNote!), seller: plainText(sellerNote!) },
  tags: ["vip"],
  times: { created: at, paid: at },
  references: [{ kind: "payment_transaction", value: "2022070522001405161446026673" }],
  warnings: [{ code: "unknown_code", path: "/order_state", message: "code 99" }],
  source: {
    adapter: "@huidan/adapter-test",
    adapterVersion: "0.0.0",
    operation: "order.detail",
    askedAt: at,
    fetchedAt: at,
    raw: Redacted.make({ order_id: "3418491419818650316", phone: raw! }),
    rawNumbers: Redacted.make(["/order_id"])
  }
})
