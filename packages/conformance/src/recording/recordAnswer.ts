/** A real answer → a fixture: private text and ids replaced by stand-ins, and proof that nothing of them remains. */
import type { Json, OperationName, Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import { editAnswer, type Leaf, leavesOf, nodesOf, parseAnswer, printAnswer } from "../twin/json/AnswerTree.ts"
import { isLiteral, type JsonNode } from "../twin/json/JsonNode.ts"
import { firstDifference } from "./compareRecorded.ts"
import { fixtureRecords } from "./fixtures.ts"
import { holdsSecret } from "./knownSecrets.ts"
import { type AnswerReader, ancestorsOf, type LeafRole, leafRoles } from "./leafRoles.ts"
import { makeFinder } from "./makeFinder.ts"
import { isTelling, type KnownTexts, makeRewriter, privatePartsOf, type Rewriter, standsIn } from "./makeRewriter.ts"
import { isMaskedText, saysNothing } from "./privateParts.ts"
import { Refused } from "./Refused.ts"
import { makeStandIns } from "./standIns.ts"

export interface AnswerToRecord {
  /** Decodes the answer. Best made without a shop's id, for the recording has another one. */
  readonly adapter: AnswerReader
  readonly operation: OperationName
  readonly body: string
  /** Everything that must not stand in the recording, in any spelling. */
  readonly secrets: ReadonlyArray<Redacted.Redacted<string>>
  /** Ids besides those of the orders, replaced wherever they stand: the shop's. */
  readonly ids?: ReadonlyArray<string>
}

export interface RecordedAnswer {
  /** JSON, indented: numbers as the platform spelled them. */
  readonly body: string
  /** What stands in its `.order.json`. */
  readonly records: Json
  /** How many texts, numbers and keys are stand-ins. */
  readonly replaced: number
}

/** Scrubs an answer. Fails where the recording would tell another order, or still hold what is private. */
export const recordAnswer = (answer: AnswerToRecord): Effect.Effect<RecordedAnswer, Refused> =>
  Effect.gen(function* () {
    const { adapter, body, operation } = answer
    const tree = yield* Effect.mapError(Effect.fromResult(parseAnswer(body)), () => notJson)
    const roles = yield* leafRoles(adapter, operation, body, tree)
    const sorted = sortTexts(leavesOf(tree), roles, answer.ids ?? [])
    const rewriter = makeRewriter(sorted.known, makeStandIns(sorted.originals))
    const read = readPlaces(roles)
    let replaced = 0
    const counted = (before: string, after: string): string => {
      if (before !== after) replaced++
      return after
    }
    const scrubbed = editAnswer(tree, {
      leaf: (leaf) => counted(leaf.text, sorted.scrub(leaf, rewriter)),
      key: (key, pointer) => {
        if (/^\d{7,}$/.test(key)) return counted(key, rewriter.whole(key, "id"))
        const isName = /\p{Script=Han}/u.test(key) && !read.has(pointer)
        return counted(key, isName ? rewriter.whole(key, "text") : rewriter.open(key))
      }
    })
    const text = printAnswer(scrubbed)
    const before = yield* fixtureRecords(adapter, { operation, body })
    const records = yield* fixtureRecords(adapter, { operation, body: text })
    const remains = remainsOf(answer.secrets, sorted.known)
    const leftInAnswer = firstRemaining(
      scrubbed,
      remains,
      ({ node, pointer }) =>
        isCodeOrValue(roles.get(pointer)) && ownTexts(node).every((own) => /^[-\d\s.,:TZ+]*$/.test(own))
    )
    if (leftInAnswer !== null) return yield* leftInAnswer
    const difference = firstDifference(before, records, rewriter)
    if (difference !== null) return yield* otherOrder(shownPointer(difference, remains))
    const printed = yield* Effect.mapError(Effect.fromResult(parseAnswer(JSON.stringify(records))), () => notJson)
    const leftInRecords = firstRemaining(printed, remains, ({ node }) => isLiteral(node))
    if (leftInRecords !== null) return yield* leftInRecords
    return { body: text, records, replaced }
  })

/** Places at which, or below which, something is read: what no adapter reads may have people for its keys. */
const readPlaces = (roles: ReadonlyMap<Pointer, LeafRole>): ReadonlySet<Pointer> =>
  new Set(
    [...roles].flatMap(([pointer, role]) =>
      role === "unread" || role === "person" ? [] : [pointer, ...ancestorsOf(pointer)]
    )
  )

interface SortedTexts {
  /** What is replaced wherever it stands. */
  readonly known: KnownTexts
  readonly originals: ReadonlySet<string>
  readonly scrub: (leaf: Leaf, rewriter: Rewriter) => string
}

const sortTexts = (
  leaves: ReadonlyArray<Leaf>,
  roles: ReadonlyMap<Pointer, LeafRole>,
  ids: ReadonlyArray<string>
): SortedTexts => {
  const roleOf = ({ pointer }: Leaf): LeafRole => roles.get(pointer) ?? "unread"
  const known = new Map<string, "id" | "text">(ids.filter(isLongId).map((id) => [id, "id"]))
  const add = (text: string, kind: "id" | "text") => {
    if (/[\p{L}\p{N}]/u.test(text) && !isMaskedText(text) && !known.has(text)) known.set(text, kind)
  }
  const shown = new Set<string>()
  for (const leaf of leaves) {
    const role = roleOf(leaf)
    if (role === "id" && isLongId(leaf.text)) add(leaf.text, "id")
    if (role === "person") add(leaf.text, "text")
    if (role === "open" || isCodeOrValue(role)) shown.add(leaf.text)
    if (role === "id" || role === "value") continue
    for (const part of privatePartsOf(leaf.text, role !== "open")) add(part, "text")
  }
  const isKept = ({ key, text }: Leaf): boolean => saysNothing(text, key) || (shown.has(text) && !known.has(text))
  return {
    known,
    originals: new Set([...known.keys(), ...leaves.map(({ text }) => text)]),
    scrub: (leaf, { code, open, whole }) => {
      const role = roleOf(leaf)
      if (role === "value") return leaf.text
      if (role === "code") return code(leaf.text)
      if (role === "id") return known.has(leaf.text) ? whole(leaf.text, "id") : open(leaf.text)
      if (role === "open" || (role === "unread" && isKept(leaf))) return open(leaf.text)
      return whole(leaf.text, "text")
    }
  }
}

const isCodeOrValue = (role: LeafRole | undefined): boolean => role === "code" || role === "value"

/** A shorter number is a running number, a short word the name of a kind: neither tells anybody apart. */
const isLongId = (text: string): boolean =>
  /^\d*$/.test(text) ? text.length >= 7 : text.replaceAll(/[^\p{L}\p{N}]/gu, "").length >= (/\d/.test(text) ? 7 : 12)

interface Remains {
  readonly secret: (text: string) => boolean
  readonly original: (text: string) => boolean
}

const remainsOf = (secrets: ReadonlyArray<Redacted.Redacted<string>>, known: KnownTexts): Remains => {
  const find = makeFinder([...known.keys()].filter(isTelling))
  return {
    secret: holdsSecret(secrets),
    original: (text) => find(text).some((original) => standsIn(original, text))
  }
}

interface Place {
  readonly pointer: Pointer
  readonly node: JsonNode
}

const firstRemaining = (tree: JsonNode, remains: Remains, isCode: (place: Place) => boolean): Refused | null => {
  const innocent = new Set<string>()
  for (const { node, pointer } of nodesOf(tree)) {
    const key = keyOf(pointer.slice(pointer.lastIndexOf("/") + 1))
    for (const text of [key, ...ownTexts(node)]) {
      if (innocent.has(text)) continue
      if (remains.secret(text)) return secretRemains(shownPointer(pointer, remains))
      if (!remains.original(text)) innocent.add(text)
      else if (!isCode({ node, pointer })) return privateRemains(shownPointer(pointer, remains))
    }
  }
  return null
}

/** The key that a pointer's token stands for. */
const keyOf = (token: string): string => token.replaceAll("~1", "/").replaceAll("~0", "~")

const ownTexts = (node: JsonNode): ReadonlyArray<string> =>
  typeof node === "string" ? [node] : isLiteral(node) ? [node.text] : []

/** A pointer without what must not be told: a key may be an id or a telephone number. */
const shownPointer = (pointer: Pointer, { original, secret }: Remains): Pointer =>
  pointer
    .split("/")
    .map((token) => (/\d{7,}/.test(token) || secret(keyOf(token)) || original(keyOf(token)) ? "•••" : token))
    .join("/")

const notJson = new Refused({
  pointer: "",
  message: "The answer is no JSON",
  advice: "Give the platform's answer as it came."
})

const secretRemains = (pointer: Pointer): Refused =>
  new Refused({
    pointer,
    message: `A known secret remains in the answer at ${JSON.stringify(pointer)}`,
    advice: "Take it out of the answer by hand, and record it with --file."
  })

const privateRemains = (pointer: Pointer): Refused =>
  new Refused({
    pointer,
    message: `Private text remains in the answer at ${JSON.stringify(pointer)}`,
    advice: "Take it out of the answer by hand, and record it with --file."
  })

const otherOrder = (pointer: Pointer): Refused =>
  new Refused({
    pointer,
    message: `With stand-ins for private text the answer tells another order, at ${JSON.stringify(pointer)} of its records`,
    advice: "The adapter reads there what it marks as private, or nothing marks as an id: tell its authors."
  })
