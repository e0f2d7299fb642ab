/**
 * JSON without loss. Platforms send 64-bit ids as bare numbers, which `JSON.parse` silently damages.
 *
 * A number whose spelling a double would not give back (an integer outside ±(2^53 − 1), `1e2`, `19.90`) comes out as
 * its exact text, and its pointer is listed, so that the document can be written again as it was sent.
 */
import { isJsonArray, type Json, type Pointer } from "@huidan/core"
import * as Result from "effect/Result"
import { type ExactMembers, hasKey, withKey, withoutKey } from "./ExactMembers.ts"
import { ExactNumbers } from "./ExactNumbers.ts"

/** A JSON text that was parsed without loss. */
export interface LosslessDocument {
  readonly value: Json
  /** Pointers of the numbers that are text in `value`. */
  readonly numbers: ReadonlyArray<Pointer>
}

/** The same, with the numbers as they are known before anyone asks for a pointer. */
export interface ReadDocument {
  readonly value: Json
  readonly exact: ExactNumbers
  /** Items of its longest list, or members of its largest object if these are more. */
  readonly mostEntries: number
  /** Items of all lists and members of all objects. */
  readonly allEntries: number
}

/** What is wrong with a text that is not JSON, and where: `position` counts UTF-16 code units from 0. */
export interface JsonSyntaxError {
  readonly position: number
  readonly expected: string
  readonly found: string
}

const maximumDepth = 256

/** V8 hashes longer texts by their length alone, so that a set of them compares each one with all others. */
const longestHashedKey = 16_383
const mostLongKeys = 64

/** Longer lists, and objects of more members, take more than linear time to build. */
const mostItems = 524_288
const mostMembers = 65_536

/** So do more objects and lists, and more numbers that need exact text: the garbage collector copies them again and again. */
const mostContainers = 393_216
const mostExactNumbers = 131_072

/** The pointers of the numbers that are text may be so much longer, all together, than the document. */
const pointersPerCharacter = 16
const shortPointers = 65_536

/**
 * Parses a JSON text (a leading byte-order mark is skipped). Time and memory grow with its length, whatever it holds: so
 * nesting beyond 256 levels, lists of more than 524 288 items, objects of more than 65 536 members, more than 393 216
 * objects and lists, more than 64 keys of more than 16 383 characters, more than 131 072 numbers that need exact text,
 * and such numbers at pointers much longer than the document are errors.
 */
export const readLossless = (text: string): Result.Result<ReadDocument, JsonSyntaxError> => {
  const parser = new Parser(text)
  const value = parser.document()
  const { allEntries, error, exact, mostEntries } = parser
  return error === null ? Result.succeed({ value, exact, mostEntries, allEntries }) : Result.fail(error)
}

/** As `readLossless`, with the pointers of the numbers that are text. */
export const parseLossless = (text: string): Result.Result<LosslessDocument, JsonSyntaxError> =>
  Result.map(readLossless(text), ({ exact, value }) => ({ value, numbers: exact.in(value) }))

/** Writes a document as JSON; numbers that are text are written as the numbers they were. */
export const stringifyLossless = (value: Json, numbers: ReadonlyArray<Pointer>): string =>
  numbers.length === 0 ? JSON.stringify(value) : writeExact(value, ExactNumbers.at(value, numbers))

/** Writes a document, or a part of it, as JSON. */
export const writeExact = (value: Json, exact: ExactNumbers): string => {
  const write = (node: Json): string => {
    if (typeof node !== "object" || node === null) return JSON.stringify(node)
    return isJsonArray(node) ? list(node) : object(node)
  }
  const list = (items: ReadonlyArray<Json>): string => {
    const indexes = exact.itemsOf(items)
    let next = 0
    const written = items.map((item, index) => {
      if (indexes[next] !== index) return write(item)
      next++
      return typeof item === "string" ? item : write(item)
    })
    return `[${written.join(",")}]`
  }
  const object = (members: { readonly [key: string]: Json }): string => {
    const keys = exact.membersOf(members)
    const written = Object.entries(members).map(([key, member]) => {
      const bare = typeof member === "string" && hasKey(keys, key)
      return `${JSON.stringify(key)}:${bare ? member : write(member)}`
    })
    return `{${written.join(",")}}`
  }
  if (exact.isEmpty) return JSON.stringify(value)
  return exact.isRoot && typeof value === "string" ? value : write(value)
}

const numberSyntax = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const plainCharacters = /[ !#-[\]-\uffff]*/y
const hexDigits = /[0-9a-fA-F]{4}/y
const simpleEscapes: ReadonlySet<string> = new Set('"\\/bfnrt')

/** Recursive descent; the first error ends it, every later step sees `error` and returns at once. */
class Parser {
  error: JsonSyntaxError | null = null
  readonly exact = new ExactNumbers()
  mostEntries = 0
  allEntries = 0
  private readonly text: string
  private position: number
  /** The objects and lists around the value that is being read. */
  private depth = 0
  /** The length of the pointer to the value that is being read, without escapes. */
  private pointerLength = 0
  /** Characters that the pointers of all exact numbers may have yet. */
  private pointersLeft: number
  private longKeys = 0
  private containers = 0
  private exactNumbers = 0
  /** Whether the value that was read last is a number that is text. */
  private isExact = false

  constructor(text: string) {
    this.text = text
    this.position = text.startsWith("\uFEFF") ? 1 : 0
    this.pointersLeft = shortPointers + pointersPerCharacter * text.length
  }

  document(): Json {
    const value = this.value()
    if (this.isExact) this.exact.noteRoot()
    this.skip()
    if (this.error === null && this.position < this.text.length) this.fail("the end of the document")
    return value
  }

  private value(): Json {
    this.isExact = false
    this.skip()
    if (this.depth > maximumDepth) return this.fail(`at most ${maximumDepth} levels of nesting`)
    switch (this.text[this.position]) {
      case "{":
        return this.oneMore() ? this.object() : null
      case "[":
        return this.oneMore() ? this.array() : null
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

  /** Counts an object or a list; whether it may be read. */
  private oneMore(): boolean {
    if (++this.containers > mostContainers) this.fail(`at most ${mostContainers} objects and lists`)
    return this.error === null
  }

  private noteEntries(count: number): void {
    this.allEntries += count
    if (count > this.mostEntries) this.mostEntries = count
  }

  private object(): Json {
    const members: { [key: string]: Json } = {}
    let numbers: ExactMembers | null = null
    let count = 0
    this.position++
    this.skip()
    if (this.take("}")) return members
    while (this.error === null) {
      this.skip()
      if (this.text[this.position] !== '"') return this.fail("a key in quotes")
      if (++count > mostMembers) return this.fail(`at most ${mostMembers} members of one object`)
      const key = this.key()
      this.skip()
      if (!this.take(":")) return this.fail('":"')
      const value = this.child(key.length)
      // A key that is there twice has its last value.
      if (this.isExact) numbers = withKey(numbers, key)
      else if (numbers !== null) numbers = withoutKey(numbers, key)
      if (key === "__proto__")
        Object.defineProperty(members, key, { value, configurable: true, enumerable: true, writable: true })
      else members[key] = value
      this.skip()
      if (this.take("}")) {
        if (numbers !== null) this.exact.noteMembers(members, numbers)
        this.noteEntries(count)
        this.isExact = false
        return members
      }
      if (!this.take(",")) return this.fail('"," or "}"')
    }
    return null
  }

  private array(): Json {
    const items: Array<Json> = []
    let numbers: Array<number> | null = null
    this.position++
    this.skip()
    if (this.take("]")) return items
    while (this.error === null) {
      if (items.length === mostItems) return this.fail(`at most ${mostItems} items of one list`)
      items.push(this.child(digitsOf(items.length)))
      if (this.isExact) numbers = this.withLast(numbers, items.length - 1)
      this.skip()
      if (this.take("]")) {
        if (numbers !== null) this.exact.noteItems(items, numbers)
        this.noteEntries(items.length)
        this.isExact = false
        return items
      }
      if (!this.take(",")) return this.fail('"," or "]"')
    }
    return null
  }

  private withLast(indexes: Array<number> | null, index: number): Array<number> {
    if (indexes === null) return [index]
    indexes.push(index)
    return indexes
  }

  /** The value at a key of this length. */
  private child(keyLength: number): Json {
    this.depth++
    this.pointerLength += keyLength + 1
    const value = this.value()
    this.depth--
    this.pointerLength -= keyLength + 1
    return value
  }

  private key(): string {
    const start = this.position
    const key = this.string()
    if (key.length > longestHashedKey && ++this.longKeys > mostLongKeys) {
      this.position = start
      this.fail(`at most ${mostLongKeys} keys of more than ${longestHashedKey} characters`)
    }
    return key
  }

  private string(): string {
    const start = this.position
    let isPlain = true
    this.position++
    while (this.error === null) {
      plainCharacters.lastIndex = this.position
      plainCharacters.test(this.text)
      this.position = plainCharacters.lastIndex
      const character = this.text[this.position]
      if (character === '"') {
        this.position++
        return isPlain ? this.text.slice(start + 1, this.position - 1) : this.unescaped(start)
      }
      if (character !== "\\") {
        this.fail(character === undefined ? "the closing quote" : "no bare control character in text")
        return ""
      }
      isPlain = false
      this.escape()
    }
    return ""
  }

  /** A text in quotes that was looked through: one piece, and not a rope of as many parts as it has escapes. */
  private unescaped(start: number): string {
    return String(JSON.parse(this.text.slice(start, this.position)))
  }

  private escape(): void {
    const letter = this.text[this.position + 1] ?? ""
    if (simpleEscapes.has(letter)) {
      this.position += 2
      return
    }
    hexDigits.lastIndex = this.position + 2
    if (letter === "u" && hexDigits.test(this.text)) this.position += 6
    else this.fail("an escape sequence")
  }

  private number(): Json {
    const start = this.position
    numberSyntax.lastIndex = start
    if (!numberSyntax.test(this.text)) return this.fail("a value")
    this.position = numberSyntax.lastIndex
    const spelling = this.text.slice(start, this.position)
    const double = Number(spelling)
    if (String(double) === spelling && (!Number.isInteger(double) || Number.isSafeInteger(double))) return double
    this.isExact = true
    this.pointersLeft -= this.pointerLength
    if (++this.exactNumbers > mostExactNumbers) {
      this.position = start
      return this.fail(`at most ${mostExactNumbers} numbers that need exact text`)
    }
    if (this.pointersLeft < 0) {
      this.position = start
      return this.fail("shorter pointers to the numbers that need exact text")
    }
    return spelling
  }

  private word(word: string, value: Json): Json {
    if (!this.text.startsWith(word, this.position)) return this.fail("a value")
    this.position += word.length
    return value
  }

  private skip(): void {
    while (isWhiteSpace(this.text.charCodeAt(this.position))) this.position++
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

/** Space, tab, line feed, carriage return. */
const isWhiteSpace = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13

/** How many digits an index has. */
const digitsOf = (index: number): number => {
  let digits = 1
  for (let limit = 10; index >= limit; limit *= 10) digits++
  return digits
}

/** Never the character itself unless it is punctuation: a body may be private. */
const describeCharacter = (character: string): string =>
  /[\p{L}\p{N}]/u.test(character)
    ? "a letter or digit"
    : /[\s\p{C}]/u.test(character)
      ? "white space"
      : `"${character}"`
