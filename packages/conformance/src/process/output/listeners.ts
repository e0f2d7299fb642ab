/** Those that hear the output of this process. */

export interface OutputListener {
  /** Gets a piece of output, and where it was printed: `console.warn`, `stdout`. Pieces may be as small as a byte. */
  readonly piece: (place: string, piece: Uint8Array) => void
  /** Gets a value that the process prints in a form of its own: a warning, or an error that nobody handles. */
  readonly value: (place: string, value: unknown) => void
}

export const outputListeners = new Set<OutputListener>()

let unheardDepth = 0
let placeName: string | null = null

/** Whether a piece of output would reach a listener. */
export const isHeard = (): boolean => unheardDepth === 0 && outputListeners.size > 0

/** Passes a piece of output to every listener. A place that is named for it replaces `place`. */
export const heard = (place: string, piece: Uint8Array): void => {
  if (!isHeard()) return
  // A copy, because buffers are used again.
  const copy = Uint8Array.from(piece)
  for (const listener of outputListeners) listener.piece(placeName ?? place, copy)
}

/** Passes a value to every listener. */
export const heardValue = (place: string, value: unknown): void => {
  for (const listener of outputListeners) listener.value(place, value)
}

/** Runs something whose output is already heard: what it prints is not heard again. */
export const unheard = <A>(run: () => A): A => {
  unheardDepth += 1
  try {
    return run()
  } finally {
    unheardDepth -= 1
  }
}

/** Runs something that prints: the place of its output has this name, unless something around it has named it. */
export const namingPlace = <A>(name: string, run: () => A): A => {
  const before = placeName
  placeName ??= name
  try {
    return run()
  } finally {
    placeName = before
  }
}
