import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Button } from "antd"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import type { AccountView } from "../../../api/accounts.ts"
import { call } from "../../api/client.ts"
import { accountsQuery } from "../../api/queries.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { Failed } from "../../parts/states.tsx"
import { fewestRights, type Rights, RightsFields, seesAny } from "./RightsFields.tsx"
import { Secret } from "./Secret.tsx"

interface LinkDialogProps {
  /** The account whose password the link sets; `null` for a new account. */
  readonly account: AccountView | null
  readonly isOpen: boolean
  readonly close: () => void
}

/** Makes a link that can be used once: to a new account, or to a new password. */
export const LinkDialog = ({ account, close, isOpen }: LinkDialogProps) => {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [rights, setRights] = useState<Rights>(fewestRights)
  const add = useMutation({
    mutationFn: () =>
      call(({ accounts }) =>
        accounts.addLink({
          payload: account === null ? rights : { account: account.name }
        })
      ),
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: accountsQuery.queryKey })
  })
  const end = () => {
    add.reset()
    setRights(fewestRights)
    close()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (account !== null || seesAny(rights)) add.mutate()
  }
  const title = account === null ? t("accounts.add") : t("accounts.newPassword", { name: account.name })
  return (
    <Dialog title={title} isOpen={isOpen} close={end}>
      {add.data === undefined ? (
        <form className="stack" onSubmit={submit}>
          <p className="muted">{t(account === null ? "accounts.addLead" : "accounts.newPasswordLead")}</p>
          {account === null && <RightsFields rights={rights} change={setRights} />}
          {add.isError && <Failed error={add.error} />}
          <div>
            <Button
              type="primary"
              htmlType="submit"
              loading={add.isPending}
              disabled={account === null && !seesAny(rights)}
            >
              {t("accounts.makeLink")}
            </Button>
          </div>
        </form>
      ) : (
        <Secret name={t("accounts.link")} lead={t("accounts.linkLead")} text={`${location.origin}${add.data.path}`} />
      )}
    </Dialog>
  )
}
