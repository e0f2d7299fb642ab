import type { OrderJson } from "@huidan/core"
import { useTranslation } from "react-i18next"
import { timeText } from "../../format/time.ts"
import { useFieldLabel } from "../../parts/fieldLabel.ts"
import { useValueLabel, type Vocabulary } from "../../parts/StateTag.tsx"
import { Field } from "./Field.tsx"

type Times = OrderJson["times"]

interface Step {
  readonly word: string
  /** The time at which it was reached, by the name it has in the order. */
  readonly time: keyof Times | null
}

interface Axis {
  readonly name: "trade" | "payment" | "fulfilment" | "afterSale" | "settlement"
  readonly vocabulary: Vocabulary
  /** The usual way; another state is shown after the steps that were reached before it. */
  readonly steps: ReadonlyArray<Step>
  /** The times of states that are not on the usual way. */
  readonly others: { readonly [word: string]: keyof Times }
}

const axes: ReadonlyArray<Axis> = [
  {
    name: "trade",
    vocabulary: "TradeState",
    steps: [
      { word: "pending", time: "created" },
      { word: "active", time: null },
      { word: "completed", time: "completed" }
    ],
    others: { closed: "closed" }
  },
  {
    name: "payment",
    vocabulary: "PaymentState",
    steps: [
      { word: "unpaid", time: null },
      { word: "paid", time: "paid" }
    ],
    others: {}
  },
  {
    name: "fulfilment",
    vocabulary: "FulfilmentState",
    steps: [
      { word: "unfulfilled", time: null },
      { word: "shipped", time: "shipped" },
      { word: "delivered", time: "delivered" }
    ],
    others: { partially_shipped: "shipped" }
  },
  { name: "afterSale", vocabulary: "AfterSaleState", steps: [{ word: "none", time: null }], others: {} },
  {
    name: "settlement",
    vocabulary: "SettlementState",
    steps: [
      { word: "unsettled", time: null },
      { word: "settled", time: "settled" }
    ],
    others: {}
  }
]

/** The steps as they are shown: the usual ones, or where the state is another one, those before it and the state itself. */
const stepsOf = (axis: Axis, word: string, times: Times): ReadonlyArray<Step> => {
  if (axis.steps.some((step) => step.word === word)) return axis.steps
  const reached = axis.steps.filter(({ time }) => time !== null && times[time] !== null)
  return [...reached, { word, time: axis.others[word] ?? null }]
}

const AxisView = ({ axis, order }: { readonly axis: Axis; readonly order: OrderJson }) => {
  const { t } = useTranslation()
  const fieldLabel = useFieldLabel()
  const valueLabel = useValueLabel()
  const word = order.status[axis.name]
  const heading = fieldLabel(`/status/${axis.name}`)
  if (word === null) {
    return (
      <div className="axis">
        <h3>{heading}</h3>
        <p className="muted">{t("order.notStated")}</p>
      </div>
    )
  }
  const steps = stepsOf(axis, word, order.times)
  const current = steps.findIndex((step) => step.word === word)
  return (
    <div className="axis">
      <h3>{heading}</h3>
      <ol className="steps">
        {steps.map((step, index) => {
          const time = step.time === null ? null : order.times[step.time]
          const isCurrent = index === current
          return (
            <li
              key={step.word}
              className={index < current ? "step step-done" : isCurrent ? "step step-now" : "step"}
              {...(isCurrent ? { "aria-current": "step" as const } : {})}
            >
              {isCurrent ? (
                <Field place={`/status/${axis.name}`}>{valueLabel(axis.vocabulary, step.word)}</Field>
              ) : (
                valueLabel(axis.vocabulary, step.word)
              )}
              {step.time !== null && time !== null && (
                <span className="step-time number">
                  <Field place={`/times/${step.time}`}>{timeText(time)}</Field>
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** The independent states of an order, each as the way it takes and the point it has reached. */
export const Axes = ({ order }: { readonly order: OrderJson }) => (
  <div className="axes">
    {axes.map((axis) => (
      <AxisView key={axis.name} axis={axis} order={order} />
    ))}
  </div>
)
