import { isJsonArray, isJsonObject, type Json, type Pointer } from "@huidan/core"
import { useTranslation } from "react-i18next"
import { moneyText } from "../../format/money.ts"
import { timeText } from "../../format/time.ts"
import { useValueLabel, type Vocabulary } from "../../parts/StateTag.tsx"

/** The vocabularies of fields, by the end of their place. */
const vocabularies: ReadonlyArray<readonly [RegExp, Vocabulary]> = [
  [/^\/kind$/, "OrderKind"],
  [/^\/status\/trade$/, "TradeState"],
  [/^\/status\/payment$/, "PaymentState"],
  [/\/fulfilment$/, "FulfilmentState"],
  [/\/afterSale$/, "AfterSaleState"],
  [/^\/status\/settlement$/, "SettlementState"],
  [/^\/status\/closeReason$/, "CloseReason"],
  [/^\/discounts\/\d+\/kind$/, "DiscountKind"],
  [/^\/discounts\/\d+\/bearer$/, "DiscountBearer"],
  [/^\/refunds\/\d+\/status$/, "RefundStatus"],
  [/^\/vouchers\/\d+\/status$/, "VoucherStatus"],
  [/^\/payment\/method$/, "PaymentMethod"],
  [/^\/delivery\/method$/, "DeliveryMethod"]
]

const amounts =
  /^\/amounts\/|\/(?:amount|unitPrice|total|paid|refunded|payable)$|^\/lines\/\d+\/discount$|^\/phases\/\d+\/discount$/
const counts = /^\/(?:vouchers\/\d+|gift)\/total$/
const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/** A value of an order as text: an amount as money, a word by its name, an instant in Asia/Shanghai, a private text as it is shown. */
export const useValueText = (currency: string): ((place: Pointer, value: Json) => string) => {
  const { t } = useTranslation()
  const label = useValueLabel()
  return (place, value) => {
    if (value === null) return t("order.nothing")
    if (typeof value === "number" && amounts.test(place) && !counts.test(place)) return moneyText(value, currency)
    if (typeof value === "string") {
      if (instant.test(value)) return timeText(value)
      const vocabulary = vocabularies.find(([pattern]) => pattern.test(place))?.[1]
      return vocabulary === undefined ? value : label(vocabulary, value)
    }
    if (isJsonArray(value)) return value.length === 0 ? t("order.nothing") : t("order.entries", { count: value.length })
    if (isJsonObject(value)) {
      const shown = value["state"] === "encrypted" ? value["masked"] : value["value"]
      return typeof shown === "string" ? shown : JSON.stringify(value)
    }
    return String(value)
  }
}
