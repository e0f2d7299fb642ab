import type { Pointer } from "@huidan/core"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { usePointing } from "./pointing.tsx"

interface FieldProps {
  /** The place of the value in the order. */
  readonly place: Pointer
  readonly children: ReactNode
}

/** A value of the order. Where its source is known it can be pointed at, by the pointer or the keyboard. */
export const Field = ({ children, place }: FieldProps) => {
  const { t } = useTranslation()
  const { isFieldShown, point, sourceOf } = usePointing()
  const source = sourceOf(place)
  const pointHere = () => point({ side: "order", place })
  // Without a source it takes away what another field has shown; the source can come while the pointer is here.
  if (source === undefined || source.pointers.length === 0) {
    return (
      <span data-field={place} onPointerEnter={pointHere}>
        {children}
      </span>
    )
  }
  return (
    <button
      type="button"
      data-field={place}
      className={isFieldShown(place) ? "source source-shown" : "source"}
      title={t("order.from", { places: source.pointers.join(", "), rule: source.rule })}
      onPointerEnter={pointHere}
      onFocus={pointHere}
      onClick={pointHere}
    >
      {children}
    </button>
  )
}
