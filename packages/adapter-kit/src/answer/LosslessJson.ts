/**
 * JSON without loss. Platforms send 64-bit ids as bare numbers, which `JSON.parse` silently damages.
 *
 * A number whose spelling a double would not give back (an integer outside ±(2^53 − 1), `1e2`, `19.90`) comes out as
 * its exact text, and its pointer is listed, so that the document can be written again as it was sent.
 */
import { childPointer, isJsonArray, type Json, type Pointer } from "@huidan/core"
import * as Result from "effect/Result"

/** A JSON text that was parsed without loss. */
export interface LosslessDocument {
  readonly value: Json
  /** Pointers of the numbers that are text in `value`. */
  readonly numbers: ReadonlyArray<Pointer>
}

/** What is wrong with a text that is not JSON, and where: `position` counts UTF-16 code units from 0. */
export interface JsonSyntaxError {
  readonly position: number
  readonly expected: string
  readonly found: string
}

const maximumDepth = 256

/** Parses a JSON text (a leading byte-order mark is skipped). Nesting beyond 256 levels is an error, not a stack overflow. */
export const parseLossless = (text: string): Result.Result<LosslessDocument, JsonSyntaxError> => {
  const parser = new Parser(text)
  const value = parser.document()
  return parser.error === null ? Result.succeed({ value, numbers: [...parser.numbers] }) : Result.fail(parser.error)
}

/** Writes a document as JSON; numbers that are text are written as the numbers they were. */
export const stringifyLossless = (value: Json, numbers: ReadonlyArray<Pointer>): string => {
  const bare = new Set(numbers)
  const write = (node: Json, pointer: Pointer): string => {
    if (typeof node === "string") return bare.has(pointer) ? node : JSON.stringify(node)
    if (typeof node !== "object" || node === null) return JSON.stringify(node)
    if (isJsonArray(node))
      return `[${node.map((child, index) => write(child, childPointer(pointer, index))).join(",")}]`
    const members = Object.entries(node).map(
      ([key, child]) => `${JSON.stringify(key)}:${write(child, childPointer(pointer, key))}`
    )
    return `{${members.join(",")}}`
  }
  return write(value, "")
}

const numberSyntax = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const plainCharacters = /[ !#-[\]-\uffff]*/y
const whiteSpace = /[ \t\n\r]*/y
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t"
}

/** Recursive descent; the first error ends it, every later step sees `error` and returns at once. */
class Parser {
  error: JsonSyntaxError | null = null
  readonly numbers = new Set<Pointer>()
  private readonly text: string
  private position: number
  /** The keys from the root to the value that is being read: pointers are built from it for few values only. */
  private readonly path: Array<string | number> = []

  constructor(text: string) {
    this.text = text
    this.position = text.startsWith("\uFEFF") ? 1 : 0
  }

  document(): Json {
    const value = this.value()
    this.skip()
    if (this.error === null && this.position < this.text.length) this.fail("the end of the document")
    return value
  }

  private value(): Json {
    this.skip()
    if (this.path.length > maximumDepth) return this.fail(`at most ${maximumDepth} levels of nesting`)
    switch (this.text[this.position]) {
      case "{":
        return this.object()
      case "[":
        return this.array()
      case '"':
        return this.string()
      case "t":
        return this.word("true", true)
      case "f":
        return this.word("false", false)
      case "n":
        return this.word("null", null)
      default:
        return this.number()
    }
  }

  private object(): Json {
    const members = new Map<string, Json>()
    this.position++
    this.skip()
    if (this.take("}")) return {}
    while (this.error === null) {
      this.skip()
      if (this.text[this.position] !== '"') return this.fail("a key in quotes")
      const key = this.string()
      this.skip()
      if (!this.take(":")) return this.fail('":"')
      this.path.push(key)
      const earlier = members.get(key)
      if (earlier !== undefined) this.forget(earlier, this.pointer())
      members.set(key, this.value())
      this.path.pop()
      this.skip()
      if (this.take("}")) return Object.fromEntries(members)
      if (!this.take(",")) return this.fail('"," or "}"')
    }
    return null
  }

  private pointer(): Pointer {
    return this.path.reduce<Pointer>(childPointer, "")
  }

  /** A key that is there twice has its last value: numbers of an earlier one are not listed. */
  private forget(value: Json, pointer: Pointer): void {
    if (typeof value === "string") this.numbers.delete(pointer)
    if (typeof value !== "object" || value === null) return
    for (const [key, child] of Object.entries(value)) this.forget(child, childPointer(pointer, key))
  }

  private array(): Json {
    const items: Array<Json> = []
    this.position++
    this.skip()
    if (this.take("]")) return items
    while (this.error === null) {
      this.path.push(items.length)
      items.push(this.value())
      this.path.pop()
      this.skip()
      if (this.take("]")) return items
      if (!this.take(",")) return this.fail('"," or "]"')
    }
    return null
  }

  private string(): string {
    let result = ""
    this.position++
    while (this.error === null) {
      result += this.match(plainCharacters)
      const character = this.text[this.position]
      if (character === '"') {
        this.position++
        return result
      }
      if (character !== "\\") {
        this.fail(character === undefined ? "the closing quote" : "no bare control character in text")
        return result
      }
      result += this.escape()
    }
    return result
  }

  private escape(): string {
    const letter = this.text[this.position + 1] ?? ""
    const simple = escapes[letter]
    if (simple !== undefined) {
      this.position += 2
      return simple
    }
    const hex = this.text.slice(this.position + 2, this.position + 6)
    if (letter !== "u" || !/^[0-9a-fA-F]{4}$/.test(hex)) {
      this.fail("an escape sequence")
      return ""
    }
    this.position += 6
    return String.fromCharCode(Number.parseInt(hex, 16))
  }

  private number(): Json {
    const spelling = this.match(numberSyntax)
    if (spelling === "") return this.fail("a value")
    const double = Number(spelling)
    const exact = String(double) === spelling && (!Number.isInteger(double) || Number.isSafeInteger(double))
    if (exact) return double
    this.numbers.add(this.pointer())
    return spelling
  }

  private word(word: string, value: Json): Json {
    if (!this.text.startsWith(word, this.position)) return this.fail("a value")
    this.position += word.length
    return value
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.position
    const found = pattern.exec(this.text)?.[0] ?? ""
    this.position += found.length
    return found
  }

  private skip(): void {
    this.match(whiteSpace)
  }

  private take(character: string): boolean {
    if (this.text[this.position] !== character) return false
    this.position++
    return true
  }

  private fail(expected: string): null {
    const character = this.text[this.position]
    const found = character === undefined ? "the end of the text" : describeCharacter(character)
    this.error ??= { position: this.position, expected, found }
    return null
  }
}

/** Never the character itself unless it is punctuation: a body may be private. */
const describeCharacter = (character: string): string =>
  /[\p{L}\p{N}]/u.test(character)
    ? "a letter or digit"
    : /[\s\p{C}]/u.test(character)
      ? "white space"
      : `"${character}"`
