import { Button, Input } from "antd"
import { useId, useState } from "react"
import { useTranslation } from "react-i18next"

interface SecretProps {
  readonly name: string
  readonly text: string
  /** Who gets it, and how long it can be used. */
  readonly lead: string
}

/** A text that is shown this once, to be handed on. */
export const Secret = ({ lead, name, text }: SecretProps) => {
  const { t } = useTranslation()
  const id = useId()
  const [isCopied, setCopied] = useState(false)
  return (
    <div className="stack">
      <p>{lead}</p>
      <div className="field">
        <label htmlFor={id}>{name}</label>
        <Input id={id} className="mono" readOnly value={text} onFocus={({ target }) => target.select()} />
      </div>
      <div className="row" role="status">
        {/* Browsers give the clipboard only to pages of this machine and of https. */}
        {window.isSecureContext && (
          <Button
            type="primary"
            onClick={() =>
              void navigator.clipboard.writeText(text).then(
                () => setCopied(true),
                () => setCopied(false)
              )
            }
          >
            {t("accounts.copy")}
          </Button>
        )}
        {isCopied && <span>{t("accounts.copied")}</span>}
      </div>
    </div>
  )
}
