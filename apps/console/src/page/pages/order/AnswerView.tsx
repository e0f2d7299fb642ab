import type { Json } from "@huidan/core"
import { useEffect, useMemo, useRef } from "react"
import { useTranslation } from "react-i18next"
import { useFieldLabel } from "../../parts/fieldLabel.ts"
import { ScrollArea } from "../../parts/ScrollArea.tsx"
import { type AnswerLine, answerLines } from "./answerLines.ts"
import { usePointing } from "./pointing.tsx"

const indents = ["", "  ", "    ", "      ", "        ", "          ", "            "]

const Line = ({ line }: { readonly line: AnswerLine }) => {
  const { t } = useTranslation()
  const label = useFieldLabel()
  const { fieldsOf, isPlaceShown, point } = usePointing()
  const fields = line.isEnd ? [] : fieldsOf(line.place)
  const indent = indents[line.depth] ?? "  ".repeat(line.depth)
  const pointHere = () => point({ side: "answer", place: line.place })
  if (fields.length === 0) {
    return (
      <li onPointerEnter={pointHere}>
        {indent}
        {line.name}
        {line.text}
      </li>
    )
  }
  return (
    <li>
      {indent}
      <button
        type="button"
        data-place={line.place}
        className={isPlaceShown(line.place) ? "source source-shown" : "source"}
        title={t("order.becomes", { fields: fields.map(({ path }) => label(path)).join(t("punctuation.and")) })}
        onPointerEnter={pointHere}
        onFocus={pointHere}
        onClick={pointHere}
      >
        {line.name}
        {line.text}
      </button>
    </li>
  )
}

/** The platform's answer, masked, line by line. What is pointed at in the order is marked here and scrolled into view. */
export const AnswerView = ({ answer }: { readonly answer: Json }) => {
  const { t } = useTranslation()
  const { pointed } = usePointing()
  const list = useRef<HTMLOListElement>(null)
  const lines = useMemo(() => answerLines(answer), [answer])
  useEffect(() => {
    if (pointed?.side !== "order") return
    const shown = list.current?.querySelector<HTMLElement>(".source-shown")
    const box = list.current?.parentElement
    if (shown === null || shown === undefined || box === null || box === undefined) return
    // The page itself must not move while somebody points at it.
    box.scrollTop += shown.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2
  }, [pointed])
  return (
    <ScrollArea label={t("order.answer")}>
      <ol className="answer mono" ref={list}>
        {lines.map((line) => (
          <Line key={`${line.place}${line.isEnd ? " end" : ""}`} line={line} />
        ))}
      </ol>
    </ScrollArea>
  )
}
