import { type KeyboardEvent, useState } from "react"

interface RowKeys {
  /** The row that the keyboard is at; −1 if it is at none. */
  readonly active: number
  readonly setActive: (row: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

interface RowKeysOptions {
  readonly count: number
  readonly rowsOfPage: () => number
  /** Brings a row into view and moves the focus to it. */
  readonly goTo: (row: number) => void
}

/** Arrows, J and K, Page Up and Down, Home and End move from row to row. */
export const useRowKeys = ({ count, goTo, rowsOfPage }: RowKeysOptions): RowKeys => {
  const [chosen, setActive] = useState(-1)
  // A filter may have left fewer rows.
  const active = Math.min(chosen, count - 1)
  const target = (key: string): number | null => {
    switch (key) {
      case "ArrowDown":
      case "j":
        return active + 1
      case "ArrowUp":
      case "k":
        return active - 1
      case "PageDown":
        return active + rowsOfPage()
      case "PageUp":
        return active - rowsOfPage()
      case "Home":
        return 0
      case "End":
        return count - 1
      default:
        return null
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = target(event.key)
    if (next === null) return
    event.preventDefault()
    const row = Math.min(Math.max(next, 0), count - 1)
    setActive(row)
    goTo(row)
  }
  return { active, setActive, onKeyDown }
}
