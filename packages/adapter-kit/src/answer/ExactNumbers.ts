import { childPointer, isJsonArray, type Json, type Pointer } from "@huidan/core"

/**
 * Which numbers of a document are text in it. They are kept by the object or list that they are in, and never by their
 * pointers: those of one document can be longer than the document by any factor.
 */
export class ExactNumbers {
  private readonly keys = new Map<object, ReadonlySet<string | number>>()
  /** The document itself is such a number. */
  private root = false

  /** Notes the document itself, if it is one number. */
  noteRoot(): void {
    this.root = true
  }

  /** Notes members of an object, or items of a list. */
  note(parent: object, keys: ReadonlySet<string | number>): void {
    this.keys.set(parent, keys)
  }

  /** The pointers of all of them in the document. */
  in(document: Json): ReadonlyArray<Pointer> {
    return typeof document === "object" ? this.below(document) : this.root ? [""] : []
  }

  /** Of those in a part of the document, the pointers into that part. */
  below(part: Json): ReadonlyArray<Pointer> {
    const found: Array<Pointer> = []
    const visit = (value: Json, pointer: Pointer): void => {
      if (typeof value !== "object" || value === null) return
      const exact = this.keys.get(value)
      for (const [key, child] of isJsonArray(value) ? value.entries() : Object.entries(value)) {
        if (typeof child === "object") visit(child, childPointer(pointer, key))
        else if (exact?.has(key) === true) found.push(childPointer(pointer, key))
      }
    }
    if (this.keys.size > 0) visit(part, "")
    return found
  }
}
