import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Button, Input } from "antd"
import { type FormEvent, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { call } from "../../api/client.ts"
import { accountsQuery } from "../../api/queries.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { Failed } from "../../parts/states.tsx"
import { fewestRights, type Rights, RightsFields, seesAny } from "./RightsFields.tsx"
import { Secret } from "./Secret.tsx"

/** How long a token lasts, in days. */
const lengths = ["30", "90", "365"] as const

const dayMillis = 86_400_000

interface TokenDialogProps {
  readonly isOpen: boolean
  readonly close: () => void
}

/** Makes a token of a program, which is shown once. */
export const TokenDialog = ({ close, isOpen }: TokenDialogProps) => {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const nameId = useId()
  const [name, setName] = useState("")
  const [rights, setRights] = useState<Rights>(fewestRights)
  const [days, setDays] = useState<string>(lengths[1])
  const isFilled = name.trim() !== "" && seesAny(rights)
  const add = useMutation({
    mutationFn: () =>
      call(({ accounts }) =>
        accounts.addToken({
          payload: {
            name: name.trim(),
            ...rights,
            expires: days === "" ? null : Date.now() + Number(days) * dayMillis
          }
        })
      ),
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: accountsQuery.queryKey })
  })
  const end = () => {
    add.reset()
    setName("")
    setRights(fewestRights)
    close()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isFilled) add.mutate()
  }
  return (
    <Dialog title={t("accounts.addToken")} isOpen={isOpen} close={end}>
      {add.data === undefined ? (
        <form className="stack" onSubmit={submit}>
          <p className="muted">{t("accounts.addTokenLead")}</p>
          <div className="field">
            <label htmlFor={nameId}>{t("accounts.program")}</label>
            <Input
              id={nameId}
              maxLength={64}
              autoComplete="off"
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          </div>
          <RightsFields rights={rights} change={setRights} />
          <label className="field">
            <span className="field-name">{t("accounts.lasts")}</span>
            <select className="native" value={days} onChange={({ target }) => setDays(target.value)}>
              {lengths.map((each) => (
                <option key={each} value={each}>
                  {t("span.days", { count: Number(each) })}
                </option>
              ))}
              <option value="">{t("accounts.endless")}</option>
            </select>
          </label>
          {add.isError && <Failed error={add.error} />}
          <div>
            <Button type="primary" htmlType="submit" loading={add.isPending} disabled={!isFilled}>
              {t("accounts.makeToken")}
            </Button>
          </div>
        </form>
      ) : (
        <Secret name={t("accounts.token")} lead={t("accounts.tokenLead")} text={add.data.token} />
      )}
    </Dialog>
  )
}
