import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { call } from "../../api/client.ts"
import { accountsQuery } from "../../api/queries.ts"
import { Dialog } from "../../parts/Dialog.tsx"
import { Failed } from "../../parts/states.tsx"

/** What is removed, and how the page names it. */
export type Removed =
  | { readonly kind: "account" | "token"; readonly name: string }
  | { readonly kind: "link"; readonly id: string; readonly name: string }

interface RemoveDialogProps {
  /** `null` while nothing is to be removed. */
  readonly removed: Removed | null
  readonly close: () => void
}

/** Asks whether an account, a token or a link is really to be removed. */
export const RemoveDialog = ({ close, removed }: RemoveDialogProps) => {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: (each: Removed) =>
      call(({ accounts }) => {
        if (each.kind === "link") return accounts.removeLink({ params: { id: each.id } })
        const { name } = each
        return each.kind === "account"
          ? accounts.remove({ params: { name } })
          : accounts.removeToken({ params: { name } })
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: accountsQuery.queryKey })
      close()
    }
  })
  const end = () => {
    remove.reset()
    close()
  }
  const kind = removed?.kind ?? "account"
  return (
    <Dialog title={t(`accounts.remove.${kind}`, { name: removed?.name })} isOpen={removed !== null} close={end}>
      <div className="stack">
        <p>{t(`accounts.removeLead.${kind}`)}</p>
        {remove.isError && <Failed error={remove.error} />}
        <div>
          <Button
            type="primary"
            danger
            loading={remove.isPending}
            onClick={() => removed !== null && remove.mutate(removed)}
          >
            {t(`accounts.revoke.${kind}`)}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
