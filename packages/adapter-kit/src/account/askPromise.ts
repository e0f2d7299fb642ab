import * as Effect from "effect/Effect"

/**
 * Asks a store of promises. One that throws, or gives something else than a promise, is one that fails. A promise cannot be
 * given up: the question ends when the promise does.
 */
export const askPromise = <A>(ask: () => Promise<A>): Effect.Effect<A, { readonly message: string }> =>
  Effect.uninterruptible(
    Effect.tryPromise({ try: async () => await ask(), catch: (error) => ({ message: nameOf(error) }) })
  )

/** The message of a store's error may repeat what it was given: only its name is told. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
