import { type Label, valueLabels } from "@huidan/core"
import { useQuery } from "@tanstack/react-query"
import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { shopsQuery } from "../../api/queries.ts"
import { useFieldLabel } from "../../parts/fieldLabel.ts"
import { useNames } from "../../parts/ShopName.tsx"
import { usePreferences } from "../../theme/preferences.tsx"
import type { OrderSearch } from "./filter.ts"

const states = [
  { name: "trade", field: "/status/trade", labels: valueLabels.TradeState },
  { name: "payment", field: "/status/payment", labels: valueLabels.PaymentState },
  { name: "fulfilment", field: "/status/fulfilment", labels: valueLabels.FulfilmentState },
  { name: "afterSale", field: "/status/afterSale", labels: valueLabels.AfterSaleState },
  { name: "kind", field: "/kind", labels: valueLabels.OrderKind }
] as const

interface OrderFiltersProps {
  readonly search: OrderSearch
  /** Changes the filters in the address; empty text removes one. */
  readonly change: (change: { readonly [Name in keyof OrderSearch]?: string }) => void
  readonly clear: () => void
}

/** The filters, which are in the address of the page. */
export const OrderFilters = ({ change, clear, search }: OrderFiltersProps) => {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const names = useNames()
  const { language } = usePreferences()
  // On a phone the filters would fill the window.
  const [isOpenAtFirst] = useState(() => matchMedia("(min-width: 801px)").matches)
  const { data } = useQuery(shopsQuery)
  const shops = data?.shops ?? []
  const platforms = [...new Set(shops.map(({ platform }) => platform))]
  const shown = shops.filter(({ platform }) => search.platform === undefined || platform === search.platform)
  const chosenShop = search.shopId === undefined ? "" : `${search.platform}/${search.shopId}`
  const chooseShop = (value: string) => {
    const slash = value.indexOf("/")
    change(slash < 0 ? { shopId: "" } : { platform: value.slice(0, slash), shopId: value.slice(slash + 1) })
  }
  return (
    <details open={isOpenAtFirst}>
      <summary>{t("orders.filters")}</summary>
      <search className="filters" aria-label={t("orders.filters")}>
        <label className="field">
          <span className="field-name">{t("orders.platform")}</span>
          <select
            className="native"
            value={search.platform ?? ""}
            onChange={({ target }) => change({ platform: target.value, shopId: "" })}
          >
            <option value="">{t("orders.all")}</option>
            {platforms.map((platform) => (
              <option key={platform} value={platform}>
                {names.platform(platform)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field-name">{t("orders.shop")}</span>
          <select className="native" value={chosenShop} onChange={({ target }) => chooseShop(target.value)}>
            <option value="">{t("orders.all")}</option>
            {shown.map(({ platform, shopId }) => (
              <option key={`${platform}/${shopId}`} value={`${platform}/${shopId}`}>
                {names.shop({ platform, shopId })}
              </option>
            ))}
          </select>
        </label>
        {states.map(({ field, labels, name }) => (
          <label className="field" key={name}>
            <span className="field-name">{label(field)}</span>
            <select
              className="native"
              value={search[name] ?? ""}
              onChange={({ target }) => change({ [name]: target.value })}
            >
              <option value="">{t("orders.all")}</option>
              {Object.entries<Label>(labels).map(([word, { [language]: text }]) => (
                <option key={word} value={word}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label className="field">
          <span className="field-name">{t("orders.createdFrom")}</span>
          <input
            className="native"
            type="date"
            value={search.from ?? ""}
            onChange={({ target }) => change({ from: target.value })}
          />
        </label>
        <label className="field">
          <span className="field-name">{t("orders.createdTo")}</span>
          <input
            className="native"
            type="date"
            value={search.to ?? ""}
            onChange={({ target }) => change({ to: target.value })}
          />
        </label>
        {(search.paidFrom !== undefined || search.paidTo !== undefined) && (
          <p className="tag tag-busy">
            {label("/times/paid")} {search.paidFrom ?? "…"} – {search.paidTo ?? "…"}
          </p>
        )}
        {(search.refundedFrom !== undefined || search.refundedTo !== undefined) && (
          <p className="tag tag-busy">
            {t("orders.refundedOn")} {search.refundedFrom ?? "…"} – {search.refundedTo ?? "…"}
          </p>
        )}
        {Object.keys(search).length > 0 && <Button onClick={clear}>{t("action.clear")}</Button>}
      </search>
    </details>
  )
}
