import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Dialog } from "../../parts/Dialog.tsx"
import { useFieldLabel } from "../../parts/fieldLabel.ts"
import { usePreferences } from "../../theme/preferences.tsx"
import { orderColumns } from "./columns.tsx"

/** Which columns the table has, and how high its rows are. */
export const TableSettings = () => {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const { choose, density, hiddenColumns } = usePreferences()
  const [isOpen, setOpen] = useState(false)
  const toggle = (name: string) =>
    choose({
      hiddenColumns: hiddenColumns.includes(name)
        ? hiddenColumns.filter((each) => each !== name)
        : [...hiddenColumns, name]
    })
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t("orders.columns")}
      </Button>
      <Dialog title={t("orders.columns")} isOpen={isOpen} close={() => setOpen(false)}>
        <div className="stack">
          <div className="choices">
            {orderColumns.map(({ field, name }) => (
              <label key={name} className="row">
                <input type="checkbox" checked={!hiddenColumns.includes(name)} onChange={() => toggle(name)} />
                {label(field)}
              </label>
            ))}
          </div>
          <label className="field">
            <span className="field-name">{t("orders.density")}</span>
            <select
              className="native"
              value={density}
              onChange={({ target }) => choose({ density: target.value === "compact" ? "compact" : "comfortable" })}
            >
              <option value="comfortable">{t("orders.comfortable")}</option>
              <option value="compact">{t("orders.compact")}</option>
            </select>
          </label>
        </div>
      </Dialog>
    </>
  )
}
