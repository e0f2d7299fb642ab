import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { hasRole } from "../../../api/access.ts"
import type { QuarantinedRow } from "../../../api/quarantine.ts"
import { call } from "../../api/client.ts"
import { isFailure } from "../../api/failure.ts"
import { meQuery, quarantineQuery } from "../../api/queries.ts"
import { timeText } from "../../format/time.ts"
import { Original } from "../../parts/Original.tsx"
import { Page } from "../../parts/Page.tsx"
import { useShopNames } from "../../parts/ShopName.tsx"
import { Answer, Empty, Failed } from "../../parts/states.tsx"
import { useReasonAdvice, useReasonLabel } from "../../parts/useReasonLabel.ts"

interface RowProps {
  readonly row: QuarantinedRow
  readonly canReplay: boolean
}

/** One row: why it is here, and what came of replaying it. It stays in view until the list is loaded again. */
const Row = ({ canReplay, row }: RowProps) => {
  const { t } = useTranslation()
  const nameOf = useShopNames()
  const reasonLabel = useReasonLabel()
  const reasonAdvice = useReasonAdvice()
  const queries = useQueryClient()
  const replay = useMutation({
    mutationFn: () => call(({ quarantine }) => quarantine.replay({ params: { fingerprint: row.fingerprint } })),
    onSuccess: (result) => {
      if (result._tag !== "Decoded") return
      void queries.invalidateQueries({ queryKey: ["overview"] })
      void queries.invalidateQueries({ queryKey: ["orders"] })
    }
  })
  const decoded = replay.data?._tag === "Decoded" ? replay.data : null
  const isTaken = isFailure(replay.error, "AlreadyReplayed")
  const isGone = isTaken || isFailure(replay.error, "NotInQuarantine")
  return (
    <li className={decoded === null ? "card stack" : "card stack quarantine-done"}>
      <div className="card-head">
        <div>
          <h2>{reasonLabel(row.reason)}</h2>
          <p className="muted">
            {nameOf(row)} · <span className="mono">{row.operation}</span>
          </p>
        </div>
        {canReplay && row.isKept && decoded === null && !isGone && (
          <Button type="primary" loading={replay.isPending} onClick={() => replay.mutate()}>
            {t("quarantine.replay")}
          </Button>
        )}
      </div>
      <div>
        <p>{reasonAdvice(row.reason)}</p>
        <Original text={replay.data?._tag === "Undecoded" ? replay.data.message : row.message} />
      </div>
      <dl className="facts">
        <dt>{t("quarantine.firstSeen")}</dt>
        <dd>{timeText(row.firstSeen)}</dd>
        <dt>{t("quarantine.lastSeen")}</dt>
        <dd>{timeText(row.lastSeen)}</dd>
        <dt>{t("quarantine.tries")}</dt>
        <dd>{row.tries + (replay.data?._tag === "Undecoded" ? 1 : 0)}</dd>
      </dl>
      {!row.isKept && <p className="notice">{t("quarantine.notKept")}</p>}
      <div aria-live="polite">
        {decoded !== null && (
          <p className="notice notice-good">
            {t("quarantine.replayed")}
            <DecodedLink name={row} orderId={decoded.orderId} />
          </p>
        )}
        {replay.data?._tag === "Undecoded" && <p className="notice notice-bad">{t("quarantine.stillBroken")}</p>}
        {isGone && <p className="notice">{t(isTaken ? "quarantine.taken" : "quarantine.gone")}</p>}
        {replay.isError && !isGone && <Failed error={replay.error} />}
      </div>
    </li>
  )
}

interface DecodedLinkProps {
  readonly name: Pick<QuarantinedRow, "platform" | "shopId">
  readonly orderId: string
}

const DecodedLink = ({ name: { platform, shopId }, orderId }: DecodedLinkProps) => {
  const { t } = useTranslation()
  return (
    <Link to="/orders/$platform/$shopId/$orderId" params={{ platform, shopId, orderId }}>
      {t("quarantine.openOrder")}
    </Link>
  )
}

/** Rows that could not be decoded. */
export const QuarantinePage = () => {
  const { t } = useTranslation()
  const { data: me } = useQuery(meQuery)
  const answer = useInfiniteQuery(quarantineQuery)
  const [round, setRound] = useState(0)
  const reload = async () => {
    await answer.refetch()
    // Rows that were replayed and are still here begin anew.
    setRound(round + 1)
  }
  return (
    <Page
      title={t("page.quarantine")}
      lead={t("quarantine.lead")}
      actions={
        <Button loading={answer.isFetching} onClick={() => void reload()}>
          {t("quarantine.reload")}
        </Button>
      }
    >
      <Answer of={answer}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          if (rows.length === 0) {
            return (
              <Empty title={t("quarantine.empty")}>
                <p>{t("quarantine.emptyNext")}</p>
                <Link to="/orders">{t("page.orders")}</Link>
              </Empty>
            )
          }
          return (
            <div className="stack">
              <ul className="stack bare" aria-label={t("quarantine.table")}>
                {rows.map((row) => (
                  <Row
                    key={`${round} ${row.fingerprint}`}
                    row={row}
                    canReplay={me !== undefined && hasRole(me.role, "operator")}
                  />
                ))}
              </ul>
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
