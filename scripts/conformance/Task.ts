/** A part of the work: one law, one adapter, some seeds. */

export interface Task {
  /** Folder of the adapter's package. */
  readonly adapter: string
  readonly law: string
  readonly from: number
  readonly count: number
}

export interface Outcome {
  readonly task: Task
  readonly verdict: "kept" | "broken" | "skipped" | "deviates"
  readonly milliseconds: number
  /** What broke the law, for a person to read; `null` if the verdict is another. */
  readonly failure: string | null
  /** The reason for the deviation in the adapter's report; `null` if the verdict is another. */
  readonly deviation: string | null
}
