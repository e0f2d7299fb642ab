import { useInfiniteQuery } from "@tanstack/react-query"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import type { OrderVersion } from "../../../api/orders.ts"
import { call } from "../../api/client.ts"
import { type OrderName, orderKey } from "../../api/queries.ts"
import { timeText } from "../../format/time.ts"
import { useFieldLabel } from "../../parts/fieldLabel.ts"
import { useValueText } from "./useValueText.ts"

interface VersionsProps {
  readonly name: OrderName
  readonly currency: string
  /** The last versions, the latest first. */
  readonly versions: ReadonlyArray<OrderVersion>
}

const Version = ({ currency, version }: { readonly version: OrderVersion; readonly currency: string }) => {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const valueText = useValueText(currency)
  return (
    <li>
      <h3>
        {t("order.version", { version: version.version })}{" "}
        {!version.confirmed && <span className="tag tag-busy">{t("order.unconfirmed")}</span>}
      </h3>
      <p className="muted">
        {timeText(version.at)} · <span className="mono">{version.operation}</span>
      </p>
      {version.version === 1 ? (
        <p>{t("order.firstVersion")}</p>
      ) : (
        <ul aria-label={t("order.changes")}>
          {version.changes.map(({ after, before, path }) => (
            <li key={path} className="change">
              {t("order.change", {
                field: label(path),
                first: valueText(path, before),
                second: valueText(path, after)
              })}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** The versions of an order, the latest first, with what each changed. */
export const Versions = ({ currency, name, versions }: VersionsProps) => {
  const { t } = useTranslation()
  const oldest = versions.at(-1)?.version ?? 1
  const older = useInfiniteQuery({
    queryKey: [...orderKey(name), "versions", oldest],
    queryFn: ({ pageParam, signal }) =>
      call(({ orders }) => orders.versions({ params: name, query: { before: pageParam } }), signal),
    initialPageParam: oldest,
    getNextPageParam: (page) => {
      const last = page.versions.at(-1)?.version ?? 1
      return last > 1 ? last : undefined
    },
    enabled: false
  })
  const shown = [...versions, ...(older.data?.pages.flatMap((page) => page.versions) ?? [])]
  const hasMore = (shown.at(-1)?.version ?? 1) > 1 && (older.data === undefined || older.hasNextPage)
  return (
    <div className="stack">
      <p className="muted">{t(shown.length <= 1 && !hasMore ? "order.noHistory" : "order.historyLead")}</p>
      <ol className="versions">
        {shown.map((version) => (
          <Version key={version.version} version={version} currency={currency} />
        ))}
      </ol>
      {hasMore && (
        <div>
          <Button loading={older.isFetching} onClick={() => void older.fetchNextPage()}>
            {t("action.more")}
          </Button>
        </div>
      )}
    </div>
  )
}
