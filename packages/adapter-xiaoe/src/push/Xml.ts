/** The XML of pushes. The only file of this package that uses Effect's (experimental) XML module. */
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Xml from "effect/encoding/Xml"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"

/** Far above any message of the platform. */
const maxDepth = 32
const mostNames = 1024
const mostTags = 524_288

const pieceLength = 65_536
const wrapper = "push"
const byteOrderMark = /^\uFEFF/
const declaration = /^\s*<\?xml[^>]*\?>/

/**
 * The elements of a document as members of an object, their text trimmed, repeated ones as a list; a root `doc` or `xml`
 * is left out, and may be missing. `null` for text that is not XML, has elements of more than 1024 names (so many keys
 * cost several times what parsing costs), or more than 524 288 tags (so many elements take more than linear time to
 * collect). Entities of a DOCTYPE are refused, not expanded.
 */
export const readXml = (text: string): Effect.Effect<Json> => {
  if (hasMore(text, "<", mostTags)) return Effect.succeed(null)
  const body = text.replace(byteOrderMark, "").replace(declaration, "")
  return Stream.fromIterable(pieces(`<${wrapper}>${body}</${wrapper}>`), { chunkSize: 1 }).pipe(
    Stream.pipeThroughChannel(Xml.decodeString({ maxDepth, maxTokenSize: body.length + 1 })),
    Stream.pipeThroughChannel(Xml.elements([wrapper])),
    Stream.runHead,
    Effect.map(Option.match({ onNone: () => null, onSome: jsonOfDocument })),
    Effect.orElseSucceed(() => null)
  )
}

/** Whether a text has a mark more often than so many times. */
export const hasMore = (text: string, mark: string, limit: number): boolean => {
  let count = 0
  for (let at = text.indexOf(mark); at !== -1 && count <= limit; at = text.indexOf(mark, at + 1)) count++
  return count > limit
}

/** So that only the events of one piece are kept at a time: those of a whole text are larger than the text by far. */
function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength)
}

const childrenOf = (element: Xml.Element): ReadonlyArray<Xml.Element> =>
  element.children.filter((child) => typeof child !== "string")

const rootOf = (element: Xml.Element): Xml.Element => {
  const [only, ...others] = childrenOf(element)
  return only !== undefined && others.length === 0 && ["doc", "xml"].includes(only.name) ? only : element
}

const jsonOfDocument = (document: Xml.Element): Json => {
  const names = new Set<string>()
  const json = jsonOf(rootOf(document), names)
  return names.size > mostNames ? null : json
}

/** `names` gets those of the elements. When there are too many, the rest is not read. */
const jsonOf = (element: Xml.Element, names: Set<string>): Json => {
  const children = childrenOf(element)
  if (children.length === 0)
    return element.children
      .filter((child) => typeof child === "string")
      .join("")
      .trim()
  const members: { [name: string]: Json | Array<Json> } = {}
  for (const child of children) {
    const { name } = child
    if (names.add(name).size > mostNames) return null
    const value = jsonOf(child, names)
    const before = Object.hasOwn(members, name) ? members[name] : undefined
    if (Array.isArray(before)) before.push(value)
    else setMember(members, name, before === undefined ? value : [before, value])
  }
  return members
}

const setMember = <A>(members: { [name: string]: A }, name: string, value: A): void => {
  if (name !== "__proto__") members[name] = value
  else Object.defineProperty(members, name, { value, configurable: true, enumerable: true, writable: true })
}
