import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withPush } from "./changes.ts"

/** So many show it, and more would only make the test slow. */
const mostItems = 30_000

/** Takes a copy of the list for each of its items, as a reducer that spreads does. */
const copied = (items: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  items.slice(0, mostItems).reduce<ReadonlyArray<unknown>>((all, item) => all.concat([item]), [])

const textOf = (body: Uint8Array): string => new TextDecoder().decode(body)

/** The list in a JSON text, or of the elements in an XML text. */
const itemsOf = (text: string): ReadonlyArray<unknown> => {
  const json = Result.getOrNull(Result.try((): unknown => JSON.parse(text)))
  return Array.isArray(json) ? json : (text.match(/<\w+\/>/g) ?? [])
}

const messagesCopied: BrokenAdapter = {
  mistake: "the messages of a push are copied for each of them, before its signature is checked",
  breaks: "bounded-work",
  follows: {},
  subject: withPush(sound.doudian, (receive) => (request, handle) => {
    copied(itemsOf(textOf(request.body)))
    return receive(request, handle)
  })
}

const elementsCopied: BrokenAdapter = {
  mistake: "the elements of an XML push are copied for each of them",
  breaks: "bounded-work",
  follows: {},
  subject: withPush(sound.xiaoe, (receive) => (request, handle) => {
    copied(itemsOf(textOf(request.body)))
    return Effect.suspend(() => receive(request, handle))
  })
}

export const workBeforeSignature: ReadonlyArray<BrokenAdapter> = [messagesCopied, elementsCopied]
