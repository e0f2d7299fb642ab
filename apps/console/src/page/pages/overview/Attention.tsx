import { Link } from "@tanstack/react-router"
import { useTranslation } from "react-i18next"
import type { Attention as AttentionRow } from "../../../api/overview.ts"
import { timeText } from "../../format/time.ts"
import { useShopNames } from "../../parts/ShopName.tsx"

/** What needs attention, the most urgent first, with what to do about it. */
export const AttentionList = ({ attention }: { readonly attention: ReadonlyArray<AttentionRow> }) => {
  const { t } = useTranslation()
  const nameOf = useShopNames()
  if (attention.length === 0) return <p className="muted">{t("overview.calm")}</p>
  return (
    <ul className="attention">
      {attention.map(({ at, count, kind, message, shop }) => (
        <li key={`${shop.platform}/${shop.shopId}/${kind}`}>
          <Link to={kind === "quarantined" ? "/quarantine" : "/shops"}>{nameOf(shop)}</Link>
          <span>
            {t(`overview.attentions.${kind}`, { count: count ?? 0, time: at === null ? "—" : timeText(at) })}
            {message !== null && (
              <span className="muted" lang="en">
                {" "}
                {message}
              </span>
            )}
          </span>
          <span className="muted">{t(`overview.todo.${kind}`)}</span>
        </li>
      ))}
    </ul>
  )
}
