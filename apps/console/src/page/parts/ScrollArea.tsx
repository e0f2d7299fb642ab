import { type ReactNode, useEffect, useRef } from "react"

interface ScrollAreaProps {
  readonly label: string
  readonly children: ReactNode
}

/** A part that scrolls sideways where it has no room. While it does, the keyboard can reach it. */
export const ScrollArea = ({ children, label }: ScrollAreaProps) => {
  const area = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = area.current
    if (element === null) return
    const setFocus = () => {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0
      else element.removeAttribute("tabindex")
    }
    const observer = new ResizeObserver(setFocus)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  return (
    <section ref={area} className="scroll-x" aria-label={label}>
      {children}
    </section>
  )
}
