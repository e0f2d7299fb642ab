/** Memory that a process shares with its watchdog: which trial is running, in words. */

/** The first number is the running trial's, 0 if none is running; the second is the length of the words in bytes. */
const header = 2

const size = 2048

export const makeTrialMemory = (): SharedArrayBuffer => new SharedArrayBuffer(size)

const numbersOf = (memory: SharedArrayBuffer): Int32Array => new Int32Array(memory, 0, header)

const wordsIn = (memory: SharedArrayBuffer): Uint8Array => new Uint8Array(memory, header * Int32Array.BYTES_PER_ELEMENT)

const encoder = new TextEncoder()

/** `number` identifies the trial; 0 if none is running. What does not fit is cut off. */
export const writeTrial = (memory: SharedArrayBuffer, number: number, words: string): void => {
  const { written } = encoder.encodeInto(words, wordsIn(memory))
  const numbers = numbersOf(memory)
  Atomics.store(numbers, 1, written)
  Atomics.store(numbers, 0, number)
}

export const runningTrial = (memory: SharedArrayBuffer): number => Atomics.load(numbersOf(memory), 0)

export const wordsOfTrial = (memory: SharedArrayBuffer): string => {
  const length = Atomics.load(numbersOf(memory), 1)
  // A copy, because shared memory cannot be decoded.
  return new TextDecoder().decode(Uint8Array.from(wordsIn(memory).subarray(0, length)))
}
