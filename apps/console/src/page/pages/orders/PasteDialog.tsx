import { useMutation } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { Button, Input } from "antd"
import * as Redacted from "effect/Redacted"
import { type FormEvent, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { call } from "../../api/client.ts"
import { moneyText } from "../../format/money.ts"
import { DataTable } from "../../parts/DataTable.tsx"
import { Dialog } from "../../parts/Dialog.tsx"
import { useFieldLabel } from "../../parts/fieldLabel.ts"
import { StateTag } from "../../parts/StateTag.tsx"
import { Failed } from "../../parts/states.tsx"

interface PasteDialogProps {
  readonly isOpen: boolean
  readonly close: () => void
}

/** Finds up to 200 pasted numbers, and says which were not found. */
export const PasteDialog = ({ close, isOpen }: PasteDialogProps) => {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const [text, setText] = useState("")
  const textId = useId()
  const lookUp = useMutation({
    mutationFn: (pasted: string) => call(({ orders }) => orders.numbers({ payload: { text: Redacted.make(pasted) } }))
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== "") lookUp.mutate(text)
  }
  const { data } = lookUp
  const missing = data?.notFound ?? []
  return (
    <Dialog title={t("orders.paste")} isOpen={isOpen} close={close}>
      <form className="stack" onSubmit={submit}>
        <p className="muted">{t("orders.pasteLead")}</p>
        <div className="field">
          <label htmlFor={textId}>{t("orders.pasteLabel")}</label>
          <Input.TextArea
            id={textId}
            rows={6}
            maxLength={20_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </div>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={lookUp.isPending}>
            {t("orders.pasteSubmit")}
          </Button>
        </div>
        {lookUp.isError && <Failed error={lookUp.error} />}
        {data !== undefined && (
          <div className="stack">
            <h3 role="status">{t("orders.pasteFound", { count: data.found.length })}</h3>
            {data.found.length > 0 && (
              <DataTable
                label={t("orders.table")}
                rows={data.found}
                rowKey={({ number, order }) => `${number} ${order.key}`}
                columns={[
                  {
                    name: "number",
                    heading: label("/orderId"),
                    isRowHeading: true,
                    cell: ({ order: { orderId, platform, shopId } }) => (
                      <Link
                        className="mono"
                        to="/orders/$platform/$shopId/$orderId"
                        params={{ platform, shopId, orderId }}
                      >
                        {orderId}
                      </Link>
                    )
                  },
                  {
                    name: "trade",
                    heading: label("/status/trade"),
                    cell: ({ order }) => <StateTag vocabulary="TradeState" word={order.trade} />
                  },
                  {
                    name: "payable",
                    heading: label("/amounts/payable"),
                    align: "end",
                    cell: ({ order }) => (order.payable === null ? "—" : moneyText(order.payable, order.currency))
                  }
                ]}
              />
            )}
            {missing.length > 0 && (
              <div className="notice notice-bad">
                <div>
                  <p>{t("orders.pasteMissing", { count: missing.length })}</p>
                  <p className="mono">{missing.join("  ")}</p>
                </div>
                <Link to="/why">{t("orders.askWhy")}</Link>
              </div>
            )}
            {data.cut.length > 0 && <p className="notice">{t("orders.pasteCut", { numbers: data.cut.join("  ") })}</p>}
            {data.refused.length > 0 && (
              <p className="notice notice-bad">
                {t("orders.refused", { words: data.refused.map(({ word }) => word).join("  ") })}
              </p>
            )}
            {data.notLookedUp.length > 0 && (
              <p className="notice notice-bad">{t("orders.notLookedUp", { count: data.notLookedUp.length })}</p>
            )}
          </div>
        )}
      </form>
    </Dialog>
  )
}
