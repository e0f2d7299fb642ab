/** What an entry of the audit is about, in the words of the page. The store keeps it as an English sentence. */
import { useTranslation } from "react-i18next"
import { timeText } from "../../format/time.ts"
import { useNames } from "../../parts/ShopName.tsx"
import { useValueLabel } from "../../parts/StateTag.tsx"
import { isOfAccounts } from "./aboutEntry.ts"
import { type AccountShops, accountSubjectOf } from "./accountText.ts"
import { useWhoText } from "./whoText.ts"

const rotated = /^the master key (?<from>.+) to (?<to>\S+)$/u
const removed =
  /^what was too old: private texts of (?<orders>\d+) orders and (?<rows>\d+) rows, (?<answers>\d+) raw answers, (?<versions>\d+) versions, (?<messages>\d+) messages of pushes$/u
const exported = /^orders (?<parts>.+)$/u

/** `a/b`: the shop `b` of the platform `a`; else a platform. */
const namedOf = (text: string): { readonly platform: string; readonly shopId: string | null } => {
  const slash = text.indexOf("/")
  return slash < 0
    ? { platform: text, shopId: null }
    : { platform: text.slice(0, slash), shopId: text.slice(slash + 1) }
}

/** The sentence in the language of the page; as it is where no pattern knows it. */
export const useSubjectText = (): ((action: string, subject: string) => string) => {
  const { t } = useTranslation()
  const names = useNames()
  const valueLabel = useValueLabel()
  const whoText = useWhoText()
  const nameOf = (text: string): string => {
    const { platform, shopId } = namedOf(text)
    return shopId === null ? names.platform(platform) : names.shop({ platform, shopId })
  }
  const partOf = (part: string): string => {
    if (part.startsWith("of ")) return part.slice(3).split(" and ").map(nameOf).join(t("punctuation.and"))
    if (part.startsWith("in the state ")) return valueLabel("TradeState", part.slice(13))
    if (part.startsWith("created from ")) return t("audit.createdFrom", { time: timeText(part.slice(13)) })
    if (part.startsWith("created before ")) return t("audit.createdBefore", { time: timeText(part.slice(15)) })
    return part
  }
  const shopsText = (shops: AccountShops): string => {
    if (shops === "all") return t("accounts.allShops")
    if (typeof shops === "number") return shops === 0 ? t("accounts.noShops") : t("audit.shops", { count: shops })
    return shops.map(names.shop).join(t("punctuation.and"))
  }
  const accountText = (subject: string): string => {
    const { linkOf, name, rights } = accountSubjectOf(subject)
    return [
      name ?? t("audit.newAccount"),
      ...(rights === null ? [] : [t(`role.${rights.role}`), shopsText(rights.shops)]),
      ...(linkOf === null ? [] : [t("audit.linkOf", { who: whoText(linkOf) })])
    ].join(t("punctuation.comma"))
  }
  return (action, subject) => {
    if (isOfAccounts(action)) return accountText(subject)
    if (subject === "all orders") return t("audit.allOrders")
    const { from, to } = rotated.exec(subject)?.groups ?? {}
    if (from !== undefined && to !== undefined) return t("audit.rotated", { from, to })
    const { answers, messages, orders, rows, versions } = removed.exec(subject)?.groups ?? {}
    if (orders !== undefined) return t("audit.removed", { answers, messages, orders, rows, versions })
    const parts = exported.exec(subject)?.groups?.["parts"]
    return parts === undefined
      ? subject
      : t("audit.someOrders", { parts: parts.split(", ").map(partOf).join(t("punctuation.comma")) })
  }
}
