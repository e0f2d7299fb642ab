import { useTranslation } from "react-i18next"
import type { QuotaUse, ShopView } from "../../../api/shops.ts"
import { DataTable } from "../../parts/DataTable.tsx"
import { usePreferences } from "../../theme/preferences.tsx"

/** How much of one quota is used, and whether the quota is certain. */
const Used = ({ quota: { requests, seconds, used, verified } }: { readonly quota: QuotaUse }) => {
  const { t } = useTranslation()
  return (
    <>
      {t("shops.quotaUsed", { used, requests, seconds })}{" "}
      {!verified && <span className="tag tag-quiet">{t("shops.quotaUnverified")}</span>}
    </>
  )
}

const partOf = ({ requests, used }: QuotaUse): number => used / requests

/** The quota with the largest used share; nothing without a quota. */
export const FullestQuota = ({ quotas }: Pick<ShopView, "quotas">) => {
  const { t } = useTranslation()
  const fullest = quotas.toSorted((one, other) => partOf(other) - partOf(one))[0]
  if (fullest === undefined) return null
  return (
    <>
      <dt>{t("shops.quota")}</dt>
      <dd>
        <span className="mono">{fullest.operation}</span> <Used quota={fullest} />
      </dd>
    </>
  )
}

/** All quotas, closed until they are asked for. */
export const Quotas = ({ quotas }: Pick<ShopView, "quotas">) => {
  const { t } = useTranslation()
  const { language } = usePreferences()
  return (
    <details>
      <summary>{t("shops.quotas")}</summary>
      <p className="muted">{t("shops.quotasLead")}</p>
      <DataTable
        label={t("shops.quotas")}
        rows={quotas}
        rowKey={({ operation }) => operation}
        columns={[
          {
            name: "operation",
            heading: t("shops.operation"),
            isRowHeading: true,
            cell: ({ operation, title }) => (
              <>
                <span className="mono">{operation}</span>
                {/* Adapters say titles in English only. */}
                {language === "en" && <p className="muted">{title}</p>}
              </>
            )
          },
          { name: "used", heading: t("shops.used"), cell: (quota) => <Used quota={quota} /> }
        ]}
      />
    </details>
  )
}
