/** Finds which of many texts occur in another text, in one pass. */

/** Finds those of `texts` (each of two characters or more) that occur in a text, in no particular order. */
export const makeFinder = (texts: ReadonlyArray<string>): ((within: string) => ReadonlyArray<string>) => {
  const byHead = new Map<string, Array<string>>()
  for (const text of texts) {
    const head = text.slice(0, text.length < longHead ? shortHead : longHead)
    const bucket = byHead.get(head)
    if (bucket === undefined) byHead.set(head, [text])
    else bucket.push(text)
  }
  return (within) => {
    const found = new Set<string>()
    for (let place = 0; place < within.length - 1; place++) {
      for (const length of [shortHead, longHead]) {
        for (const text of byHead.get(within.slice(place, place + length)) ?? []) {
          if (within.startsWith(text, place)) found.add(text)
        }
      }
    }
    return [...found]
  }
}

const shortHead = 2
const longHead = 6
