/** A change of one file. */
export interface Change {
  /** The file, in the adapter's folder. */
  readonly file: string
  /** What the file says; it must be there exactly once. */
  readonly from: string
  /** What it says after the change. */
  readonly to: string
}

/** A mistake that somebody could make in an adapter, as a change of its source. */
export interface Edit extends Change {
  /** The adapter's folder, such as `packages/adapter-xiaoe`. */
  readonly adapter: string
  /** A few words: what the mistake is. Unique. */
  readonly name: string
  /** Changes that belong to the same mistake, such as an import that it needs. */
  readonly also?: ReadonlyArray<Change>
  /** The name of the law that should catch it. It is tried first. */
  readonly expects: string
  /**
   * What the law's message must have, in any case of letters, so that it names the place of the mistake: a call, a list,
   * an operation, a field, a parameter or a code.
   */
  readonly names: string
  /**
   * Where the mistake is from. `guide`: written with nothing but the guide and the template's README in mind. `public
   * report`: public order syncs had it. `findings`: the author of an adapter made it, or planted it.
   */
  readonly by: "guide" | "public report" | "findings"
  /** What goes wrong for the user, in a sentence. */
  readonly why: string
  /** Why no law catches it yet; absent if one does. Such an edit is tried by the expected law alone. */
  readonly missed?: string
}

/** A law that an edited adapter breaks. */
export interface Catch {
  readonly law: string
  readonly seed: number
  readonly door: string
  /** What the law says. */
  readonly breach: string
}

/** What became of an edit. */
export interface Outcome {
  readonly edit: Edit
  /** The first law that the edited adapter breaks; `null` if it keeps all laws. */
  readonly caught: Catch | null
  /** How the edited adapter stopped a law from ending; `null` if it did not. */
  readonly stuck: string | null
  /** Why the edit itself cannot be used, for the adapter has changed or does not load with it; `null` if it can. */
  readonly unusable: string | null
  readonly milliseconds: number
}

/** Whether a law catches the edit, and its message names the place. */
export const isCaught = ({ caught, edit }: Outcome): boolean =>
  caught?.breach.toLowerCase().includes(edit.names.toLowerCase()) ?? false
