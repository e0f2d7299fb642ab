import { type ReactNode, useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"

interface PageProps {
  readonly title: string
  /** A sentence below the title. */
  readonly lead?: ReactNode
  /** Buttons beside the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A page: its heading takes the focus when it is opened, so that a screen reader says where it is. */
export const Page = ({ actions, children, lead, title }: PageProps) => {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`
  }, [title, t])
  useEffect(() => {
    // Not at the first page of a visit, where the skip link must come first.
    if (document.activeElement !== null && document.activeElement !== document.body) {
      heading.current?.focus({ preventScroll: true })
    }
  }, [])
  return (
    <>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className="muted">{lead}</p>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </>
  )
}

interface SectionProps {
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A part of a page with a heading of its own. */
export const Section = ({ actions, children, title }: SectionProps) => (
  <section className="card" aria-label={title}>
    <div className="card-head">
      <h2>{title}</h2>
      {actions}
    </div>
    {children}
  </section>
)
