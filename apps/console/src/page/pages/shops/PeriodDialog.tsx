import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Button } from "antd"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import type { ShopView } from "../../../api/shops.ts"
import { call } from "../../api/client.ts"
import { jobsQuery } from "../../api/queries.ts"
import { dayBefore, startOfDay } from "../../format/time.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { Failed } from "../../parts/states.tsx"

/** What is done with a period. */
export type PeriodKind = "backfill" | "reconcile"

interface PeriodDialogProps {
  readonly kind: PeriodKind
  readonly shop: Pick<ShopView, "platform" | "shopId">
  readonly isOpen: boolean
  readonly close: () => void
}

/** Asks for a period, and starts a backfill or a comparison of it. */
export const PeriodDialog = ({ close, isOpen, kind, shop }: PeriodDialogProps) => {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [from, setFrom] = useState(() => dayBefore(Date.now(), 30))
  const [to, setTo] = useState(() => dayBefore(Date.now(), 0))
  const [repairs, setRepairs] = useState(true)
  const isPeriod = from !== "" && to !== "" && from <= to
  const start = useMutation({
    mutationFn: () => {
      const period = {
        platform: shop.platform,
        shopId: shop.shopId,
        since: startOfDay(from),
        // A period does not end after now: the platform has nothing of the future.
        until: Math.min(startOfDay(to, 1), Date.now())
      }
      return call(({ jobs }) =>
        kind === "backfill"
          ? jobs.backfill({ payload: period })
          : jobs.reconcile({ payload: { ...period, repair: repairs } })
      )
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: jobsQuery.queryKey })
      close()
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isPeriod) start.mutate()
  }
  return (
    <Dialog title={t(`shops.${kind}`)} isOpen={isOpen} close={close}>
      <form className="stack" onSubmit={submit}>
        <p className="muted">{t(kind === "backfill" ? "shops.backfillLead" : "shops.reconcileLead")}</p>
        <div className="row">
          <label className="field">
            <span className="field-name">{t("shops.from")}</span>
            <input
              className="native"
              type="date"
              required
              value={from}
              onChange={({ target }) => setFrom(target.value)}
            />
          </label>
          <label className="field">
            <span className="field-name">{t("shops.to")}</span>
            <input className="native" type="date" required value={to} onChange={({ target }) => setTo(target.value)} />
          </label>
        </div>
        {kind === "reconcile" && (
          <label className="row">
            <input type="checkbox" checked={repairs} onChange={({ target }) => setRepairs(target.checked)} />
            {t("shops.repair")}
          </label>
        )}
        {!isPeriod && (
          <p className="notice notice-bad" role="alert">
            {t("shops.badPeriod")}
          </p>
        )}
        {start.isError && <Failed error={start.error} />}
        <div>
          <Button type="primary" htmlType="submit" loading={start.isPending} disabled={!isPeriod}>
            {t("shops.start")}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
