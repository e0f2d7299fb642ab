import { Fragment } from "react"
import { useTranslation } from "react-i18next"
import type { WhyAnswer, WhyDetails } from "../../../api/why.ts"
import { timeText } from "../../format/time.ts"
import { useReasonLabel } from "../../parts/useReasonLabel.ts"

type Name = Exclude<keyof WhyDetails, "isReadCut">

/** The reasons that rest on the periods that were read. */
const ofPeriods: ReadonlySet<WhyAnswer["reason"]> = new Set(["notSettled", "outsideWindow", "notKnown"])

/** Whether a fact has to do with the reason: an order that is here does not need the periods of its shop. */
const isTold = (reason: WhyAnswer["reason"], name: Name): boolean => {
  if (name === "read" || name === "unread") return ofPeriods.has(reason)
  if (name === "historyDays") return reason === "beyondHistory"
  return name !== "quarantined" || reason === "quarantined"
}

/** What the answer rests on, in terms and values of a description list. */
export const WhyFacts = ({ answer: { details, reason } }: { readonly answer: WhyAnswer }) => {
  const { t } = useTranslation()
  const reasonLabel = useReasonLabel()
  const periodText = ({ since, until }: WhyDetails["read"][number]) =>
    t("why.period", { since: timeText(since), until: timeText(until) })
  const time = (at: number | null) => (at === null ? null : timeText(at))
  const texts: { readonly [Each in Name]: string | null } = {
    version: details.version === null ? null : String(details.version),
    gone: time(details.gone),
    parked: details.parked === null ? null : reasonLabel(details.parked),
    wanted: time(details.wanted),
    due: time(details.due),
    created: time(details.created),
    read:
      details.read.length === 0
        ? null
        : [...details.read.map(periodText), ...(details.isReadCut ? [t("why.earlier")] : [])].join(
            t("punctuation.semicolon")
          ),
    unread: details.unread === null ? null : periodText(details.unread),
    historyDays: details.historyDays === null ? null : String(details.historyDays),
    quarantined: String(details.quarantined)
  }
  const told = (Object.keys(texts) as ReadonlyArray<Name>).filter(
    (name) => texts[name] !== null && isTold(reason, name)
  )
  return told.map((name) => (
    <Fragment key={name}>
      <dt>{t(`why.facts.${name}`)}</dt>
      <dd>{texts[name]}</dd>
    </Fragment>
  ))
}
