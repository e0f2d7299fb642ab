/** Makes a fixture of a real answer: replaces private text and ids, and checks that nothing of them remains. */
import type { Json, OperationName, Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import { editAnswer, type Leaf, leavesOf, nodesOf, parseAnswer, printAnswer } from "../twin/json/AnswerTree.ts"
import { isLiteral, type JsonNode } from "../twin/json/JsonNode.ts"
import { ancestorsOf } from "./ancestors.ts"
import { firstDifference } from "./compareRecorded.ts"
import { fixtureRecords } from "./fixtures.ts"
import { holdsSecret } from "./knownSecrets.ts"
import { type AnswerReader, answerRoles, type LeafRole } from "./leafRoles.ts"
import { makeFinder } from "./makeFinder.ts"
import {
  isDistinctive,
  type KnownTexts,
  makeRewriter,
  occursIn,
  privatePartsOf,
  type Rewriter
} from "./makeRewriter.ts"
import { isLongId, isMaskedText, saysNothing } from "./privateParts.ts"
import { Refused } from "./Refused.ts"
import { makeStandIns } from "./standIns.ts"

/** A real answer, and what must not be in its recording. */
export interface AnswerToRecord {
  /** Decodes the answer. Make it without a shop id, because the recording has another one. */
  readonly adapter: AnswerReader
  readonly operation: OperationName
  /** The answer as the platform sent it. */
  readonly body: string
  /** These must not be in the recording, in any spelling. */
  readonly secrets: ReadonlyArray<Redacted.Redacted<string>>
  /** Ids that are replaced besides those of the orders: the shop's id. */
  readonly ids?: ReadonlyArray<string>
}

/** An answer without private text, secrets and real ids. */
export interface RecordedAnswer {
  /** Indented JSON; numbers keep their spelling. */
  readonly body: string
  /** The decoded records, for the fixture's `.order.json`. */
  readonly records: Json
  /** How many texts, numbers and keys were replaced. */
  readonly replaced: number
}

/**
 * Replaces private text and ids of an answer. Fails with `RecordingRefused` if the answer is not JSON, if the recording
 * would decode to other orders, or if private text or a secret would remain.
 */
export const recordAnswer = (answer: AnswerToRecord): Effect.Effect<RecordedAnswer, Refused> =>
  Effect.gen(function* () {
    const { adapter, body, operation } = answer
    const tree = yield* Effect.mapError(Effect.fromResult(parseAnswer(body)), () => notJson)
    const { hiddenKeys, leaves: roles } = yield* answerRoles(adapter, operation, body, tree)
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
        const isName = hiddenKeys.has(pointer) || (/\p{Script=Han}|\s/u.test(key) && !read.has(pointer))
        return counted(key, isName ? rewriter.whole(key, "text") : rewriter.inText(key))
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

/** Places that are read, or contain such a place. Keys elsewhere can be names of people. */
const readPlaces = (roles: ReadonlyMap<Pointer, LeafRole>): ReadonlySet<Pointer> =>
  new Set(
    [...roles].flatMap(([pointer, role]) =>
      role === "unread" || role === "person" ? [] : [pointer, ...ancestorsOf(pointer)]
    )
  )

interface SortedTexts {
  /** These are replaced wherever they occur. */
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
    if (role === "text" || isCodeOrValue(role)) shown.add(leaf.text)
    if (role === "id" || role === "value") continue
    for (const part of privatePartsOf(leaf.text, role !== "text")) add(part, "text")
  }
  const isKept = ({ key, text }: Leaf): boolean => saysNothing(text, key) || (shown.has(text) && !known.has(text))
  return {
    known,
    originals: new Set([...known.keys(), ...leaves.map(({ text }) => text)]),
    scrub: (leaf, { inCode, inText, whole }) => {
      const role = roleOf(leaf)
      if (role === "value") return leaf.text
      if (role === "code") return inCode(leaf.text)
      if (role === "id") return known.has(leaf.text) ? whole(leaf.text, "id") : inText(leaf.text)
      if (role === "text" || (role === "unread" && isKept(leaf))) return inText(leaf.text)
      return whole(leaf.text, "text")
    }
  }
}

const isCodeOrValue = (role: LeafRole | undefined): boolean => role === "code" || role === "value"

interface Remains {
  readonly secret: (text: string) => boolean
  readonly original: (text: string) => boolean
}

const remainsOf = (secrets: ReadonlyArray<Redacted.Redacted<string>>, known: KnownTexts): Remains => {
  const find = makeFinder([...known.keys()].filter(isDistinctive))
  return {
    secret: holdsSecret(secrets),
    original: (text) => find(text).some((original) => occursIn(original, text))
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

/** The key of a pointer's token. */
const keyOf = (token: string): string => token.replaceAll("~1", "/").replaceAll("~0", "~")

const ownTexts = (node: JsonNode): ReadonlyArray<string> =>
  typeof node === "string" ? [node] : isLiteral(node) ? [node.text] : []

/** A pointer without private keys: a key may be an id or a telephone number. */
const shownPointer = (pointer: Pointer, { original, secret }: Remains): Pointer =>
  pointer
    .split("/")
    .map((token) => (/\d{7,}/.test(token) || secret(keyOf(token)) || original(keyOf(token)) ? "•••" : token))
    .join("/")

const notJson = new Refused({
  pointer: "",
  message: "The answer is not JSON",
  advice: "Pass the answer exactly as the platform sent it."
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
    message: `Without private text the answer decodes to another order, at ${JSON.stringify(pointer)} of its records`,
    advice:
      "The adapter uses private text, or an id that is not marked as one. Report this to the authors of the adapter."
  })
