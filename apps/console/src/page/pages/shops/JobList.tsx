import { Link } from "@tanstack/react-router"
import { useTranslation } from "react-i18next"
import type { Job } from "../../../api/jobs.ts"
import { dayText, timeText } from "../../format/time.ts"
import { DataTable } from "../../parts/DataTable.tsx"
import { Reason } from "../../parts/Reason.tsx"
import { useShopNames } from "../../parts/ShopName.tsx"
import { useWhoText } from "../audit/whoText.ts"

const tones = { running: "tag-busy", done: "tag-good", failed: "tag-bad", stopped: "tag-quiet" } as const

/** How much of its period a job has read, in whole percent; `null` where that cannot be said. */
const progressOf = ({ settled, since, until }: Job): number | null =>
  settled === null || since === null || until === null || until <= since
    ? null
    : Math.min(100, Math.max(0, Math.floor(((settled - since) / (until - since)) * 100)))

const Progress = ({ job }: { readonly job: Job }) => {
  const { t } = useTranslation()
  const progress = progressOf(job)
  if (job.state !== "running" || progress === null) return null
  return (
    <progress max={100} value={progress} aria-label={t("shops.progress")}>
      {progress}%
    </progress>
  )
}

const Result = ({ job: { compared, failure, read, settled } }: { readonly job: Job }) => {
  const { t } = useTranslation()
  return (
    <>
      {read !== null && <p>{t("shops.jobRead", { ...read })}</p>}
      {compared !== null && (
        <p>{t("shops.jobCompared", { compared: compared.compared, deviating: compared.deviating })}</p>
      )}
      {read === null && compared === null && settled !== null && (
        <p>{t("shops.readUpTo", { time: timeText(settled) })}</p>
      )}
      {failure !== null && <Reason tag={failure.reason} message={`${failure.message} ${failure.advice}`} />}
    </>
  )
}

const Deviations = ({ job: { compared, shop } }: { readonly job: Job }) => {
  if (compared === null || compared.deviations.length === 0) return null
  const { platform, shopId } = shop
  return (
    <p className="row">
      {compared.deviations.slice(0, 20).map(({ orderId }) => (
        <Link
          key={orderId}
          className="mono"
          to="/orders/$platform/$shopId/$orderId"
          params={{ platform, shopId, orderId }}
        >
          {orderId}
        </Link>
      ))}
    </p>
  )
}

/** The last jobs, the latest first. */
export const JobList = ({ jobs }: { readonly jobs: ReadonlyArray<Job> }) => {
  const { t } = useTranslation()
  const nameOf = useShopNames()
  const whoText = useWhoText()
  if (jobs.length === 0) return <p className="muted">{t("shops.noJobs")}</p>
  return (
    <DataTable
      label={t("shops.table")}
      rows={jobs}
      rowKey={({ id }) => id}
      columns={[
        {
          name: "kind",
          heading: t("shops.job"),
          isRowHeading: true,
          cell: ({ kind, shop }) => (
            <>
              {t(`shops.jobKinds.${kind}`)}
              <p className="muted">{nameOf(shop)}</p>
            </>
          )
        },
        {
          name: "state",
          heading: t("shops.progress"),
          cell: (job) => (
            <>
              <span className={`tag ${tones[job.state]}`}>{t(`shops.jobStates.${job.state}`)}</span>
              <Progress job={job} />
            </>
          )
        },
        {
          name: "period",
          heading: t("shops.since"),
          cell: ({ since, until }) =>
            since === null || until === null ? "—" : `${dayText(since)} – ${dayText(until - 1)}`
        },
        {
          name: "result",
          heading: t("shops.result"),
          cell: (job) => (
            <>
              <Result job={job} />
              <Deviations job={job} />
            </>
          )
        },
        {
          name: "who",
          heading: t("shops.who"),
          cell: ({ started, who }) => (
            <>
              {whoText(who)}
              <p className="muted number">{timeText(started)}</p>
            </>
          )
        }
      ]}
    />
  )
}
