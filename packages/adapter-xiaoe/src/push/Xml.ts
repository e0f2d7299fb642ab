/** The XML of pushes. The only file of this package that uses Effect's (experimental) XML module. */
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Xml from "effect/encoding/Xml"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"

/** Far above any message of the platform. */
const maxDepth = 32

const wrapper = "push"
const byteOrderMark = /^\uFEFF/
const declaration = /^\s*<\?xml[^>]*\?>/

/**
 * The elements of a document as members of an object, their text trimmed, repeated ones as a list; a root `doc` or `xml`
 * is left out, and may be missing. `null` for text that is not XML. Entities of a DOCTYPE are refused, not expanded.
 */
export const readXml = (text: string): Effect.Effect<Json> => {
  const body = text.replace(byteOrderMark, "").replace(declaration, "")
  return Stream.make(`<${wrapper}>${body}</${wrapper}>`).pipe(
    Stream.pipeThroughChannel(Xml.decodeString({ maxDepth, maxTokenSize: body.length + 1 })),
    Stream.pipeThroughChannel(Xml.elements([wrapper])),
    Stream.runHead,
    Effect.map(Option.match({ onNone: () => null, onSome: (element) => jsonOf(rootOf(element)) })),
    Effect.orElseSucceed(() => null)
  )
}

const childrenOf = (element: Xml.Element): ReadonlyArray<Xml.Element> =>
  element.children.filter((child) => typeof child !== "string")

const rootOf = (element: Xml.Element): Xml.Element => {
  const [only, ...others] = childrenOf(element)
  return only !== undefined && others.length === 0 && ["doc", "xml"].includes(only.name) ? only : element
}

const jsonOf = (element: Xml.Element): Json => {
  const children = childrenOf(element)
  if (children.length === 0)
    return element.children
      .filter((child) => typeof child === "string")
      .join("")
      .trim()
  const members = new Map<string, Array<Json>>()
  for (const child of children) {
    const values = members.get(child.name)
    if (values === undefined) members.set(child.name, [jsonOf(child)])
    else values.push(jsonOf(child))
  }
  return Object.fromEntries(
    [...members].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? null) : values])
  )
}
