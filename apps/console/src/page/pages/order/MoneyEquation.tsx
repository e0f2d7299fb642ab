import type { OrderJson } from "@huidan/core"
import { Fragment } from "react"
import { useTranslation } from "react-i18next"
import { moneyText, sumOf } from "../../format/money.ts"
import { useFieldLabel } from "../../parts/fieldLabel.ts"
import { Field } from "./Field.tsx"

type Amounts = OrderJson["amounts"]

const terms = [
  { name: "goods", sign: "" },
  { name: "freight", sign: "+" },
  { name: "charges", sign: "+" },
  { name: "discount", sign: "−" },
  { name: "adjustment", sign: "+" },
  { name: "payable", sign: "=" }
] as const

/** How far `payable` is from what its parts add up to, in minor units; `null` if the platform leaves one of them out. */
export const excessOf = (amounts: Amounts): bigint | null => {
  const { adjustment, charges, discount, freight, goods, payable } = amounts
  if (goods === null || payable === null || freight === null || discount === null) return null
  const parts = sumOf([goods, freight, charges, adjustment]) ?? 0n
  return BigInt(payable) - (parts - BigInt(discount))
}

interface TermProps {
  readonly name: Exclude<keyof Amounts, "currency">
  readonly amounts: Amounts
}

const Term = ({ amounts, name }: TermProps) => {
  const label = useFieldLabel()
  const { t } = useTranslation()
  const amount = amounts[name]
  return (
    <div className="term">
      <span className="term-amount number">
        {amount === null ? (
          <span className="muted" title={t("order.notStated")}>
            —
          </span>
        ) : (
          <Field place={`/amounts/${name}`}>{moneyText(amount, amounts.currency)}</Field>
        )}
      </span>
      <span className="muted">{label(`/amounts/${name}`)}</span>
    </div>
  )
}

/** The amounts as the sum that they are, and below it what was paid and given back. */
export const MoneyEquation = ({ amounts }: { readonly amounts: Amounts }) => {
  const { t } = useTranslation()
  const shown = terms.filter(({ name }) => amounts[name] !== null || name === "goods" || name === "payable")
  const excess = excessOf(amounts)
  const { paid, refunded } = amounts
  return (
    <div className="stack">
      <div className="equation">
        {shown.map(({ name, sign }) => (
          <Fragment key={name}>
            {sign !== "" && <span className="sign">{sign}</span>}
            <Term name={name} amounts={amounts} />
          </Fragment>
        ))}
      </div>
      {excess !== null && excess !== 0n && (
        <p className="notice notice-bad">{t("order.mismatch", { amount: moneyText(excess, amounts.currency) })}</p>
      )}
      <div className="equation">
        <Term name="paid" amounts={amounts} />
        <span className="sign">−</span>
        <Term name="refunded" amounts={amounts} />
        {paid !== null && refunded !== null && (
          <>
            <span className="sign">=</span>
            <div className="term">
              <span className="term-amount number">{moneyText(BigInt(paid) - BigInt(refunded), amounts.currency)}</span>
              <span className="muted">{t("order.net")}</span>
            </div>
          </>
        )}
      </div>
    </div>
  )
}
