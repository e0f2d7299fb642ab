/** Choices that must not be left to chance: planned orders take the entries of a list in turn. */
import { makeDice } from "../Dice.ts"

/** Selects one entry of a list, which is never empty. `what` names the list. */
export type Turn = <A>(what: string, choices: readonly [A, ...ReadonlyArray<A>]) => A

/** Consecutive slots take the entries of a list in turn: every entry once, shuffled, before any comes again. */
export const turnOf =
  (slot: number): Turn =>
  (what, choices) => {
    const round = Math.floor(slot / choices.length)
    const order = shuffledOnce(choices.length, `${what}/${round}`)
    return choices[order[slot % choices.length] ?? 0] ?? choices[0]
  }

const known = new Map<string, ReadonlyArray<number>>()
const mostKnown = 10_000

const shuffledOnce = (count: number, name: string): ReadonlyArray<number> => {
  const key = `${count}/${name}`
  const order = known.get(key) ?? shuffled(count, name)
  if (known.size === mostKnown) known.clear()
  known.set(key, order)
  return order
}

/** The numbers below `count`, in an order that depends on the name alone. */
const shuffled = (count: number, name: string): ReadonlyArray<number> => {
  const dice = makeDice("turn", name)
  const numbers = Array.from({ length: count }, (_, number) => number)
  for (let last = count - 1; last > 0; last--) {
    const other = dice.between(0, last)
    ;[numbers[last], numbers[other]] = [numbers[other] ?? 0, numbers[last] ?? 0]
  }
  return numbers
}
