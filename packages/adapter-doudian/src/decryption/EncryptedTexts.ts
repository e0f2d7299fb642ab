/** The encrypted texts of an order, wherever they are in it. */
import { childPointer, isPrivateText, type Order, type Pointer, type PrivateText } from "@huidan/core"

/** Gives another text for an encrypted one at its place in the order; `null` keeps it. */
export type Replace = (cipher: string, pointer: Pointer) => PrivateText | null

/** The order with each of its encrypted texts replaced. */
export const mapEncryptedTexts = (order: Order, replace: Replace): Order => {
  const { source, ...canonical } = order
  return { ...mapBelow(canonical, "", replace), source }
}

const mapBelow = <A>(value: A, pointer: Pointer, replace: Replace): A => mapNode(value, pointer, replace) as A

const mapNode = (node: unknown, pointer: Pointer, replace: Replace): unknown => {
  if (Array.isArray(node)) return node.map((child, index) => mapNode(child, childPointer(pointer, index), replace))
  if (!isPlainObject(node)) return node
  if (isPrivateText(node)) return node.state === "encrypted" ? (replace(node.cipher, pointer) ?? node) : node
  return Object.fromEntries(
    Object.entries(node).map(([key, child]) => [key, mapNode(child, childPointer(pointer, key), replace)])
  )
}

/** Times and redacted values are objects with a class of their own: they are kept as they are. */
const isPlainObject = (node: unknown): node is object =>
  typeof node === "object" && node !== null && Object.getPrototypeOf(node) === Object.prototype
