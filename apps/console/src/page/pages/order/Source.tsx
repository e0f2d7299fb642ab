import { useTranslation } from "react-i18next"
import type { SourceAnswer } from "../../../api/orders.ts"
import { timeText } from "../../format/time.ts"
import { AnswerView } from "./AnswerView.tsx"

interface SourceProps {
  readonly answers: ReadonlyArray<SourceAnswer>
  readonly chosen: SourceAnswer | undefined
  readonly choose: (operation: string) => void
}

/** The platform's answer beside the order; where it was not kept, what to do. */
export const Source = ({ answers, choose, chosen }: SourceProps) => {
  const { t } = useTranslation()
  return (
    <div className="stack">
      {answers.length > 1 && (
        <label className="field">
          <span className="field-name">{t("order.operation")}</span>
          <select className="native" value={chosen?.operation ?? ""} onChange={({ target }) => choose(target.value)}>
            {answers.map(({ askedAt, operation }) => (
              <option key={operation} value={operation}>
                {operation} · {timeText(askedAt)}
              </option>
            ))}
          </select>
        </label>
      )}
      {chosen === undefined || chosen.kept === null ? (
        <p className="notice">{t(chosen?.isTooLarge === true ? "order.answerTooLarge" : "order.answerGone")}</p>
      ) : (
        <>
          <p className="muted">{t(chosen.kept.fields.length > 0 ? "order.answerLead" : "order.answerUnexplained")}</p>
          {chosen.kept.isCut && <p className="notice">{t("order.answerCut")}</p>}
          <AnswerView answer={chosen.kept.answer} />
        </>
      )}
    </div>
  )
}
