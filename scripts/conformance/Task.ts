/** A share of the work: one law, one adapter, some seeds. Processes hand it to one another. */

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
  /** What broke the law, for a person to read; `null` where nothing did, or where the adapter deviates. */
  readonly told: string | null
  /** Why the adapter does not keep the law, as its report says; `null` where it keeps it, or breaks it. */
  readonly deviation: string | null
}
