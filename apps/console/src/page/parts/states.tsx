/** What a page shows in place of its content: it loads, it failed, it is not allowed, there is nothing. */
import { Button, Spin } from "antd"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { problemAdvice, problemTitle } from "../../api/problems.ts"
import { type Failure, failureOf } from "../api/failure.ts"
import { useSpanText } from "../format/useSpanText.ts"
import { usePreferences } from "../theme/preferences.tsx"
import { Original } from "./Original.tsx"
import { useReasonAdvice, useReasonLabel } from "./useReasonLabel.ts"

/** While an answer is awaited. */
export const Loading = () => {
  const { t } = useTranslation()
  return (
    <div className="state" role="status">
      <Spin />
      <p>{t("state.loading")}</p>
    </div>
  )
}

interface EmptyProps {
  readonly title: string
  /** What to do next. */
  readonly children: ReactNode
}

/** Nothing is here; says what the next step is. */
export const Empty = ({ children, title }: EmptyProps) => (
  <div className="state">
    <h2>{title}</h2>
    <div className="state-next">{children}</div>
  </div>
)

interface FailedProps {
  readonly error: unknown
  readonly retry?: (() => void) | undefined
}

/** What failed, and what to do about it. */
export const Failed = ({ error, retry }: FailedProps) => {
  const { t } = useTranslation()
  const failure = failureOf(error)
  const isForbidden = failure.kind === "problem" && failure.name === "NotAllowed"
  return (
    <div className="state" role="alert">
      <h2>{isForbidden ? t("state.forbidden") : <FailureTitle failure={failure} />}</h2>
      <div className="state-next">
        <FailureAdvice failure={failure} />
        {retry !== undefined && !isForbidden && <Button onClick={retry}>{t("state.retry")}</Button>}
      </div>
    </div>
  )
}

/** The name of a failure. */
export const FailureTitle = ({ failure }: { readonly failure: Failure }) => {
  const { t } = useTranslation()
  const { language } = usePreferences()
  return failure.kind === "problem" ? problemTitle(failure.name)[language] : t(`failure.${failure.kind}`)
}

/** What to do about a failure. */
export const FailureAdvice = ({ failure }: { readonly failure: Failure }) => {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const reasonLabel = useReasonLabel()
  const reasonAdvice = useReasonAdvice()
  const spanText = useSpanText()
  if (failure.kind !== "problem") return <p>{t(`failure.${failure.kind}Advice`)}</p>
  const adviceOf = ({ name, reason, retryAfter }: typeof failure): string => {
    if (retryAfter !== null) return t("failure.wait", { time: spanText(retryAfter * 1000) })
    return reason === null ? problemAdvice(name)[language] : reasonAdvice(reason)
  }
  return (
    <>
      {failure.reason !== null && <p>{reasonLabel(failure.reason)}</p>}
      <p>{adviceOf(failure)}</p>
      {failure.detail !== null && <Original text={failure.detail} />}
    </>
  )
}

/** The part of a query's state that is shown. */
interface Asked<Value> {
  readonly data: Value | undefined
  readonly error: unknown
  readonly isPending: boolean
  readonly refetch: () => unknown
}

interface AnswerProps<Value> {
  readonly of: Asked<Value>
  readonly children: (value: Value) => ReactNode
}

/** The answer of a query, or its loading, error or empty state. An older answer stays in view while a newer one fails. */
export const Answer = <Value,>({ children, of }: AnswerProps<Value>) => {
  if (of.data !== undefined) return children(of.data)
  return of.isPending ? <Loading /> : <Failed error={of.error} retry={() => void of.refetch()} />
}
