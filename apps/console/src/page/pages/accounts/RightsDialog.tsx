import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Button } from "antd"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import type { AccountView } from "../../../api/accounts.ts"
import { call } from "../../api/client.ts"
import { accountsQuery } from "../../api/queries.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { Failed } from "../../parts/states.tsx"
import { type Rights, RightsFields, seesAny } from "./RightsFields.tsx"

interface RightsDialogProps {
  /** `null` while no account is to be changed. */
  readonly account: AccountView | null
  readonly close: () => void
}

/** Changes the role and the shops of an account. */
export const RightsDialog = ({ account, close }: RightsDialogProps) => {
  const { t } = useTranslation()
  return (
    <Dialog title={t("accounts.change", { name: account?.name })} isOpen={account !== null} close={close}>
      {account !== null && <RightsForm account={account} close={close} />}
    </Dialog>
  )
}

const RightsForm = ({ account, close }: { readonly account: AccountView; readonly close: () => void }) => {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [rights, setRights] = useState<Rights>(account)
  const change = useMutation({
    mutationFn: ({ role, shops }: Rights) =>
      call(({ accounts }) => accounts.change({ params: { name: account.name }, payload: { role, shops } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: accountsQuery.queryKey })
      close()
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(rights)
  }
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">{t("accounts.changeLead")}</p>
      <RightsFields rights={rights} change={setRights} />
      {change.isError && <Failed error={change.error} />}
      <div>
        <Button type="primary" htmlType="submit" loading={change.isPending} disabled={!seesAny(rights)}>
          {t("accounts.saveRights")}
        </Button>
      </div>
    </form>
  )
}
