import { useInfiniteQuery } from "@tanstack/react-query"
import { Link, useSearch } from "@tanstack/react-router"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import type { AuditEntry } from "../../../api/audit.ts"
import { auditQuery } from "../../api/queries.ts"
import { timeText } from "../../format/time.ts"
import { DataTable } from "../../parts/DataTable.tsx"
import { Page } from "../../parts/Page.tsx"
import { Answer, Empty } from "../../parts/states.tsx"
import { orderOfEntry } from "./aboutEntry.ts"
import { useSubjectText } from "./subjectText.ts"
import { useActorText } from "./whoText.ts"

const Subject = ({ action, subject }: Pick<AuditEntry, "action" | "subject">) => {
  const subjectText = useSubjectText()
  const order = orderOfEntry(action, subject)
  if (order === null) return subjectText(action, subject)
  return (
    <Link className="mono" to="/orders/$platform/$shopId/$orderId" params={order}>
      {order.orderId}
    </Link>
  )
}

/** Who saw or removed private texts. */
export const AuditPage = () => {
  const { i18n, t } = useTranslation()
  const { subject } = useSearch({ from: "/inside/audit" })
  const actorText = useActorText()
  const answer = useInfiniteQuery(auditQuery(subject))
  const actionText = (action: string): string => {
    const key = `audit.actions.${action}`
    return i18n.exists(key) ? String(i18n.t(key as "audit.actions.reveal")) : action
  }
  return (
    <Page title={t("page.audit")} lead={t("audit.lead")}>
      <Answer of={answer}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries)
          if (entries.length === 0) {
            return (
              <Empty title={t("audit.empty")}>
                <p>{t("audit.emptyNext")}</p>
              </Empty>
            )
          }
          return (
            <div className="card stack">
              <DataTable
                label={t("audit.table")}
                rows={entries}
                rowKey={({ id }) => id}
                columns={[
                  {
                    name: "at",
                    heading: t("audit.at"),
                    cell: ({ at }) => <span className="number">{timeText(at)}</span>
                  },
                  { name: "who", heading: t("audit.who"), cell: ({ actor }) => actorText(actor) },
                  { name: "action", heading: t("audit.action"), cell: ({ action }) => actionText(action) },
                  {
                    name: "subject",
                    heading: t("audit.subject"),
                    isRowHeading: true,
                    cell: (entry) => <Subject action={entry.action} subject={entry.subject} />
                  }
                ]}
              />
              {answer.hasNextPage && (
                <div>
                  <Button loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
                    {t("action.more")}
                  </Button>
                </div>
              )}
            </div>
          )
        }}
      </Answer>
    </Page>
  )
}
