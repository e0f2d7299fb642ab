/**
 * The messages about orders that 抖店 pushes: tag → the platform's own name for it.
 *
 * Sources: op.jinritemai.com message documents 30 and 31, by three public SDKs. None of them names 210.
 */
export const pushTags: Readonly<Record<string, string>> = {
  100: "TradeCreate",
  101: "TradePaid",
  102: "TradeSellerShip",
  103: "TradeSuccess",
  104: "TradeLogisticsChanged",
  105: "TradeAddressChanged",
  106: "TradeCanceled",
  108: "TradePartlySellerShip",
  109: "TradeAmountChanged",
  110: "TradePending",
  111: "TradeAddressChangeApplied",
  113: "TradeMemoModify",
  200: "RefundCreated",
  201: "RefundAgreed",
  202: "ReturnApplyAgreed",
  203: "BuyerReturnGoods",
  204: "RefundRefused",
  205: "ReturnApplyRefused",
  206: "RefundSuccess",
  207: "RefundClosed",
  208: "RefundModified",
  209: "RefundExpirationChange",
  211: "ExchangeComfirmed",
  212: "ArbitrateApplied",
  213: "ArbitrateSubmiting",
  214: "ArbitrateSubmited",
  215: "ArbitrateCancelled",
  216: "ArbitrateAudited",
  217: "ArbitrateServiceIntervene",
  218: "ArbitrateDiscussUpload",
  224: "SpecialRefund",
  225: "SpecialRefundSuccess",
  226: "ResendFillLogistics",
  227: "AuditAgreeResend"
}

/** The platform asks whether the address answers. */
export const probeTag = "0"
