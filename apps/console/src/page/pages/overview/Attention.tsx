import { Link } from "@tanstack/react-router"
import { useTranslation } from "react-i18next"
import type { Attention as AttentionRow } from "../../../api/overview.ts"
import type { UnloadedShop } from "../../../api/shops.ts"
import { timeText } from "../../format/time.ts"
import { useShopNames } from "../../parts/ShopName.tsx"

interface AttentionListProps {
  readonly attention: ReadonlyArray<AttentionRow>
  readonly unloaded: ReadonlyArray<UnloadedShop>
}

/** What needs attention, the most urgent first, with what to do about it. */
export const AttentionList = ({ attention, unloaded }: AttentionListProps) => {
  const { t } = useTranslation()
  const nameOf = useShopNames()
  if (attention.length + unloaded.length === 0) return <p className="muted">{t("overview.calm")}</p>
  return (
    <ul className="attention">
      {unloaded.map(({ name, unopened }) => (
        <li key={name}>
          <Link to="/shops">{name}</Link>
          <span lang="en">{unopened.message}</span>
          <span className="muted" lang="en">
            {unopened.advice}
          </span>
        </li>
      ))}
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
