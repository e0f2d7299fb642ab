import { Button } from "antd"
import { type ReactNode, useEffect, useId, useRef } from "react"
import { useTranslation } from "react-i18next"

interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly close: () => void
  readonly children: ReactNode
  /** At the side of the window instead of its middle. */
  readonly isAtSide?: boolean
}

/** A modal dialog of the browser: it holds the focus, Escape closes it, and the focus goes back to where it was. */
export const Dialog = ({ children, close, isAtSide = false, isOpen, title }: DialogProps) => {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog
      ref={dialog}
      className={isAtSide ? "dialog dialog-side" : "dialog"}
      aria-labelledby={titleId}
      onClose={close}
    >
      {isOpen && (
        <>
          <div className="card-head">
            <h2 id={titleId}>{title}</h2>
            <Button onClick={close}>{t("action.close")}</Button>
          </div>
          {children}
        </>
      )}
    </dialog>
  )
}
