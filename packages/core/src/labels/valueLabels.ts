/** The name of each word of the order's vocabularies in Chinese and English. */
import type * as Vocabulary from "../OrderVocabulary.ts"
import type { Label } from "./Label.ts"

type Labels<Word extends string> = { readonly [Each in Word]: Label }

/** By the name of the vocabulary. */
interface ValueLabels {
  readonly OrderKind: Labels<(typeof Vocabulary.OrderKind)["Type"]>
  readonly TradeState: Labels<(typeof Vocabulary.TradeState)["Type"]>
  readonly PaymentState: Labels<(typeof Vocabulary.PaymentState)["Type"]>
  readonly FulfilmentState: Labels<(typeof Vocabulary.FulfilmentState)["Type"]>
  readonly AfterSaleState: Labels<(typeof Vocabulary.AfterSaleState)["Type"]>
  readonly SettlementState: Labels<(typeof Vocabulary.SettlementState)["Type"]>
  readonly CloseReason: Labels<(typeof Vocabulary.CloseReason)["Type"]>
  readonly DiscountKind: Labels<(typeof Vocabulary.DiscountKind)["Type"]>
  readonly DiscountBearer: Labels<(typeof Vocabulary.DiscountBearer)["Type"]>
  readonly LineType: Labels<(typeof Vocabulary.LineType)["Type"]>
  readonly LineRole: Labels<(typeof Vocabulary.LineRole)["Type"]>
  readonly PartyRole: Labels<(typeof Vocabulary.PartyRole)["Type"]>
  readonly ParticipantRole: Labels<(typeof Vocabulary.ParticipantRole)["Type"]>
  readonly DeliveryMethod: Labels<(typeof Vocabulary.DeliveryMethod)["Type"]>
  readonly VoucherKind: Labels<(typeof Vocabulary.VoucherKind)["Type"]>
  readonly VoucherStatus: Labels<(typeof Vocabulary.VoucherStatus)["Type"]>
  readonly PaymentMethod: Labels<(typeof Vocabulary.PaymentMethod)["Type"]>
  readonly RefundStatus: Labels<(typeof Vocabulary.RefundStatus)["Type"]>
  readonly CommissionRole: Labels<(typeof Vocabulary.CommissionRole)["Type"]>
  readonly ReferenceKind: Labels<(typeof Vocabulary.ReferenceKind)["Type"]>
  readonly WarningCode: Labels<(typeof Vocabulary.WarningCode)["Type"]>
}

/**
 * The name of each word, by vocabulary: of a state, a kind, a role.
 *
 * ```ts
 * import { valueLabels } from "@huidan/core"
 *
 * valueLabels.FulfilmentState.partially_shipped.zh // => "部分发货"
 * ```
 */
export const valueLabels: ValueLabels = {
  OrderKind: {
    standard: { zh: "普通订单", en: "Standard" },
    group_buy: { zh: "拼团", en: "Group buy" },
    flash_sale: { zh: "秒杀", en: "Flash sale" },
    presale: { zh: "预售", en: "Presale" },
    gift: { zh: "送礼", en: "Gift" },
    redemption: { zh: "兑换", en: "Redemption" },
    imported: { zh: "导入", en: "Imported" },
    procurement: { zh: "渠道采购", en: "Procurement" },
    reward: { zh: "打赏", en: "Reward" },
    other: { zh: "其他", en: "Other" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  TradeState: {
    pending: { zh: "待成交", en: "Pending" },
    active: { zh: "进行中", en: "Active" },
    completed: { zh: "已完成", en: "Completed" },
    closed: { zh: "已关闭", en: "Closed" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  PaymentState: {
    unpaid: { zh: "未支付", en: "Unpaid" },
    processing: { zh: "支付中", en: "Processing" },
    partially_paid: { zh: "部分支付", en: "Partially paid" },
    paid: { zh: "已支付", en: "Paid" },
    failed: { zh: "支付失败", en: "Failed" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  FulfilmentState: {
    not_required: { zh: "无需发货", en: "Nothing to ship" },
    unfulfilled: { zh: "待发货", en: "To be shipped" },
    partially_shipped: { zh: "部分发货", en: "Partially shipped" },
    shipped: { zh: "已发货", en: "Shipped" },
    delivered: { zh: "已收货", en: "Delivered" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  AfterSaleState: {
    none: { zh: "无售后", en: "None" },
    in_progress: { zh: "售后中", en: "In progress" },
    partially_refunded: { zh: "部分退款", en: "Partially refunded" },
    refunded: { zh: "全额退款", en: "Refunded" },
    failed: { zh: "售后失败", en: "Failed" },
    ended: { zh: "售后结束", en: "Ended" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  SettlementState: {
    unsettled: { zh: "未结算", en: "Unsettled" },
    settling: { zh: "结算中", en: "Settling" },
    settled: { zh: "已结算", en: "Settled" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  CloseReason: {
    timeout: { zh: "超时未付款", en: "Not paid in time" },
    buyer_cancelled: { zh: "买家取消", en: "Cancelled by the buyer" },
    seller_cancelled: { zh: "商家取消", en: "Cancelled by the shop" },
    refunded: { zh: "全额退款", en: "Refunded" },
    group_failed: { zh: "拼团失败", en: "Group buy failed" },
    system: { zh: "系统关闭", en: "Closed by the platform" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  DiscountKind: {
    coupon: { zh: "优惠券", en: "Coupon" },
    promotion: { zh: "促销活动", en: "Promotion" },
    points: { zh: "积分抵扣", en: "Points" },
    redpack: { zh: "红包", en: "Red packet" },
    payment: { zh: "支付优惠", en: "Payment discount" },
    other: { zh: "其他", en: "Other" }
  },
  DiscountBearer: {
    shop: { zh: "商家", en: "Shop" },
    platform: { zh: "平台", en: "Platform" },
    creator: { zh: "达人", en: "Creator" },
    payment_provider: { zh: "支付渠道", en: "Payment provider" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  LineType: {
    physical: { zh: "实物商品", en: "Physical" },
    digital: { zh: "虚拟商品", en: "Digital" },
    service: { zh: "服务", en: "Service" },
    membership: { zh: "会员", en: "Membership" },
    ticket: { zh: "票券", en: "Ticket" },
    coupon: { zh: "优惠券", en: "Coupon" },
    reward: { zh: "打赏", en: "Reward" },
    other: { zh: "其他", en: "Other" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  LineRole: {
    item: { zh: "商品", en: "Item" },
    bundled: { zh: "搭售商品", en: "Bundled" },
    gift: { zh: "赠品", en: "Gift" }
  },
  PartyRole: {
    dealer: { zh: "带货商家", en: "Dealer" },
    dealer_staff: { zh: "带货商家员工", en: "Dealer's staff" },
    employee: { zh: "员工", en: "Employee" },
    promoter: { zh: "推广员", en: "Promoter" }
  },
  ParticipantRole: {
    student: { zh: "学员", en: "Student" }
  },
  DeliveryMethod: {
    express: { zh: "快递", en: "Express" },
    pickup: { zh: "自提", en: "Pick-up" },
    digital: { zh: "线上交付", en: "Digital" },
    none: { zh: "无需配送", en: "None" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  VoucherKind: {
    verification: { zh: "核销码", en: "Verification code" },
    redemption: { zh: "兑换码", en: "Redemption code" },
    paid_coupon: { zh: "有价优惠券", en: "Paid coupon" },
    other: { zh: "其他", en: "Other" }
  },
  VoucherStatus: {
    unused: { zh: "未使用", en: "Unused" },
    partly_used: { zh: "部分使用", en: "Partly used" },
    used: { zh: "已使用", en: "Used" },
    void: { zh: "已失效", en: "Void" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  PaymentMethod: {
    wechat: { zh: "微信支付", en: "WeChat Pay" },
    alipay: { zh: "支付宝", en: "Alipay" },
    douyin: { zh: "抖音支付", en: "Douyin Pay" },
    baidu: { zh: "百度支付", en: "Baidu Pay" },
    apple_iap: { zh: "苹果内购", en: "Apple in-app purchase" },
    android_coin: { zh: "安卓虚拟币", en: "Android coins" },
    virtual_coin: { zh: "虚拟币", en: "Virtual coins" },
    huabei: { zh: "花呗", en: "Huabei" },
    bank_card: { zh: "银行卡", en: "Bank card" },
    balance: { zh: "余额", en: "Balance" },
    cash_on_delivery: { zh: "货到付款", en: "Cash on delivery" },
    offline: { zh: "线下支付", en: "Offline" },
    free: { zh: "无需支付", en: "Free" },
    other: { zh: "其他", en: "Other" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  RefundStatus: {
    requested: { zh: "已申请", en: "Requested" },
    in_progress: { zh: "退款中", en: "In progress" },
    refunded: { zh: "已退款", en: "Refunded" },
    rejected: { zh: "已拒绝", en: "Rejected" },
    failed: { zh: "退款失败", en: "Failed" },
    ended: { zh: "已结束", en: "Ended" },
    unknown: { zh: "未知", en: "Unknown" }
  },
  CommissionRole: {
    sharer: { zh: "分享人", en: "Sharer" },
    superior: { zh: "上级", en: "Superior" },
    promoter: { zh: "推广员", en: "Promoter" },
    creator: { zh: "达人", en: "Creator" },
    market: { zh: "内容市场", en: "Content market" },
    platform: { zh: "平台", en: "Platform" }
  },
  ReferenceKind: {
    payment_transaction: { zh: "支付流水", en: "Payment transaction" },
    merchant_order: { zh: "商户订单", en: "Merchant order" },
    external_order: { zh: "外部订单", en: "External order" },
    parent_order: { zh: "主订单", en: "Parent order" },
    related_order: { zh: "关联订单", en: "Related order" },
    coupon: { zh: "优惠券", en: "Coupon" },
    group_buy: { zh: "拼团", en: "Group buy" },
    campaign: { zh: "营销活动", en: "Campaign" },
    redemption: { zh: "兑换", en: "Redemption" },
    other: { zh: "其他", en: "Other" }
  },
  WarningCode: {
    unknown_code: { zh: "未知代码", en: "Unknown code" },
    amount_mismatch: { zh: "金额不符", en: "Amounts do not add up" },
    unit_inferred: { zh: "金额单位为推断", en: "Unit not documented" },
    type_drift: { zh: "数据类型不符", en: "Not of the documented type" },
    precision_lost_upstream: { zh: "平台数字精度丢失", en: "Number damaged by the platform" },
    conflicting_states: { zh: "状态矛盾", en: "Contradicting states" }
  }
}
