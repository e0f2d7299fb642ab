import { Link } from "@tanstack/react-router"
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual"
import { Fragment, useEffect, useId, useLayoutEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import type { OrderRow } from "../../../api/orders.ts"
import { useFieldLabel } from "../../parts/fieldLabel.ts"
import { useNames } from "../../parts/ShopName.tsx"
import { usePreferences } from "../../theme/preferences.tsx"
import { orderColumns } from "./columns.tsx"
import { useRowKeys } from "./useRowKeys.ts"

/** The height of a row in pixels. */
const heights = { comfortable: 44, compact: 30 } as const

/** How many rows are made above and below those in view. */
const overscan = 8

/** The next page is asked for when so few rows are left below. */
const readAhead = 60

interface OrderGridProps {
  readonly rows: ReadonlyArray<OrderRow>
  readonly hasMore: boolean
  readonly readMore: () => void
}

const numberWidth = 250

/** Stands for rows that are not made: `height` pixels. */
const Gap = ({ height }: { readonly height: number }) =>
  height <= 0 ? null : (
    <tr aria-hidden className="grid-gap">
      <td style={{ height }} />
    </tr>
  )

/** The orders as a table that renders only the rows in view. For Tab it is one stop; arrows go from row to row. */
export const OrderGrid = ({ hasMore, readMore, rows }: OrderGridProps) => {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const names = useNames()
  const { density, hiddenColumns } = usePreferences()
  const area = useRef<HTMLDivElement>(null)
  const hintId = useId()
  const height = heights[density]
  const columns = orderColumns.filter(({ name }) => !hiddenColumns.includes(name))
  /** The row that gets the focus once it is made. */
  const [awaited, setAwaited] = useState<number | null>(null)
  const { active, onKeyDown, setActive } = useRowKeys({
    count: rows.length,
    rowsOfPage: () => Math.max(1, Math.floor((area.current?.clientHeight ?? 0) / height) - 2),
    goTo: (row) => {
      virtualizer.scrollToIndex(row)
      setAwaited(row)
    }
  })
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => area.current,
    estimateSize: () => height,
    overscan,
    scrollPaddingStart: height,
    getItemKey: (index) => rows[index]?.key ?? index,
    // The row that has the focus stays, or the focus would be lost.
    rangeExtractor: (range) => {
      const inView = defaultRangeExtractor(range)
      return active < 0 || inView.includes(active)
        ? inView
        : [...inView, active].toSorted((first, second) => first - second)
    }
  })
  const measured = useRef(height)
  useLayoutEffect(() => {
    if (measured.current === height) return
    measured.current = height
    virtualizer.measure()
  }, [virtualizer, height])
  useEffect(() => {
    if (awaited === null) return
    area.current?.querySelector<HTMLElement>(`[data-row="${awaited}"]`)?.focus({ preventScroll: true })
    setAwaited(null)
  }, [awaited])
  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (hasMore && last >= rows.length - readAhead) readMore()
  }, [hasMore, last, readMore, rows.length])
  const tabStop = active < 0 ? (items[0]?.index ?? 0) : active
  const width = columns.reduce((sum, column) => sum + column.width, numberWidth)
  return (
    <div ref={area} className="grid-area">
      <table
        className="grid"
        style={{ width }}
        aria-label={t("orders.table")}
        aria-describedby={hintId}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
      >
        <colgroup>
          <col style={{ width: numberWidth }} />
          {columns.map(({ name, width: wide }) => (
            <col key={name} style={{ width: wide }} />
          ))}
        </colgroup>
        <thead>
          <tr style={{ height }} aria-rowindex={1}>
            <th scope="col">{label("/orderId")}</th>
            {columns.map(({ align, field, name }) => (
              <th key={name} scope="col" className={align}>
                {label(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ index, key, start }, at) => {
            const row = rows[index]
            if (row === undefined) return null
            const { orderId, platform, shopId } = row
            return (
              <Fragment key={key}>
                <Gap height={start - (items[at - 1]?.end ?? 0)} />
                <tr
                  style={{ height }}
                  aria-rowindex={index + 2}
                  className={index === active ? "grid-active" : undefined}
                >
                  <th scope="row">
                    <Link
                      className="mono"
                      to="/orders/$platform/$shopId/$orderId"
                      params={{ platform, shopId, orderId }}
                      tabIndex={index === tabStop ? 0 : -1}
                      data-row={index}
                      onFocus={() => setActive(index)}
                      onKeyDown={onKeyDown}
                    >
                      {orderId}
                    </Link>
                    {row.gone !== null && <span className="tag tag-quiet">{t("orders.gone")}</span>}
                  </th>
                  {columns.map((column) => (
                    <td key={column.name} className={column.align}>
                      {column.cell(row, names)}
                    </td>
                  ))}
                </tr>
              </Fragment>
            )
          })}
          <Gap height={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
      <p id={hintId} className="visually-hidden">
        {t("orders.keys")}
      </p>
    </div>
  )
}
