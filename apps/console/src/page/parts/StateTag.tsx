import { type Label, valueLabels } from "@huidan/core"
import { usePreferences } from "../theme/preferences.tsx"

/** The vocabularies of an order. */
export type Vocabulary = keyof typeof valueLabels

type Tone = "good" | "busy" | "bad" | "quiet"

/** The colour is only a help: the word says the same. */
const tones: { readonly [word: string]: Tone } = {
  completed: "good",
  paid: "good",
  delivered: "good",
  shipped: "good",
  settled: "good",
  used: "good",
  refunded: "bad",
  partially_refunded: "bad",
  closed: "quiet",
  failed: "bad",
  rejected: "bad",
  active: "busy",
  pending: "busy",
  unpaid: "busy",
  unfulfilled: "busy",
  partially_paid: "busy",
  partially_shipped: "busy",
  in_progress: "busy",
  processing: "busy",
  requested: "busy",
  settling: "busy"
}

/** The word's name by core's table; the word itself if the table does not know it. */
export const useValueLabel = (): ((vocabulary: Vocabulary, word: string) => string) => {
  const { language } = usePreferences()
  return (vocabulary, word) => {
    const labels: { readonly [word: string]: Label } = valueLabels[vocabulary]
    return Object.hasOwn(labels, word) ? (labels[word]?.[language] ?? word) : word
  }
}

interface StateTagProps {
  readonly vocabulary: Vocabulary
  readonly word: string | null
}

/** A word of an order's vocabulary; a dash where the platform states none. */
export const StateTag = ({ vocabulary, word }: StateTagProps) => {
  const label = useValueLabel()
  if (word === null) return <span className="muted">—</span>
  return <span className={`tag tag-${tones[word] ?? "quiet"}`}>{label(vocabulary, word)}</span>
}
