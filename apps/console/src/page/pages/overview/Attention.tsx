import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { useTranslation } from "react-i18next"
import type { Attention as AttentionRow } from "../../../api/overview.ts"
import type { UnloadedShop } from "../../../api/shops.ts"
import { shopsQuery } from "../../api/queries.ts"
import { timeText } from "../../format/time.ts"
import { Reason } from "../../parts/Reason.tsx"
import { type ShopId, useShopNames } from "../../parts/ShopName.tsx"
import { useReasonLabel } from "../../parts/useReasonLabel.ts"

/** The kinds that an error of the shop is the cause of. */
const withReason: ReadonlySet<AttentionRow["kind"]> = new Set(["noAuthorisation", "failing", "notOpened"])

interface AttentionListProps {
  readonly attention: ReadonlyArray<AttentionRow>
  readonly unloaded: ReadonlyArray<UnloadedShop>
}

/** What needs attention, the most urgent first, with what to do about it. */
export const AttentionList = ({ attention, unloaded }: AttentionListProps) => {
  const { t } = useTranslation()
  const nameOf = useShopNames()
  const reasonLabel = useReasonLabel()
  const { data } = useQuery(shopsQuery)
  const reasonOf = ({ platform, shopId }: ShopId): string | null => {
    const shop = data?.shops.find((each) => each.platform === platform && each.shopId === shopId)
    const tag = shop?.unopened?.reason ?? shop?.error ?? null
    return tag === null ? null : reasonLabel(tag)
  }
  if (attention.length + unloaded.length === 0) return <p className="muted">{t("overview.calm")}</p>
  return (
    <ul className="attention">
      {unloaded.map(({ name, unopened }) => (
        <li key={name}>
          <Link to="/shops">{name}</Link>
          <span>{t("shops.unopened")}</span>
          <Reason tag={unopened.reason} message={`${unopened.message} ${unopened.advice}`} />
        </li>
      ))}
      {attention.map(({ at, count, kind, shop }) => (
        <li key={`${shop.platform}/${shop.shopId}/${kind}`}>
          <Link to={kind === "quarantined" ? "/quarantine" : "/shops"}>{nameOf(shop)}</Link>
          <span>
            {t(`overview.attentions.${kind}`, { count: count ?? 0, time: at === null ? "—" : timeText(at) })}
            {withReason.has(kind) && <span className="muted"> {reasonOf(shop)}</span>}
          </span>
          <span className="muted">{t(`overview.todo.${kind}`)}</span>
        </li>
      ))}
    </ul>
  )
}
