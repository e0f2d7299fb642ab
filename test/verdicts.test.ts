/** How the results of trials become the verdict of any law, its cases, and what is not proven. */
import { assert, describe, it } from "@effect/vitest"
import {
  type Breach,
  breach,
  deviationsOf,
  type LawCase,
  makeLaw,
  makeReport,
  makeSubjects,
  type NothingAsked,
  notAtThisDoor,
  nothingAsked,
  runLaw,
  type Subject
} from "@huidan/conformance"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { sound } from "./broken/BrokenAdapter.ts"

const trials = Arbitrary.all({
  number: Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 9 })))
})
const seeds = { from: 1, count: 10 }

interface Trial {
  readonly number: number
  readonly how: string
}

type Property = (trial: Trial, subject: Subject) => Effect.Effect<void, Breach | NothingAsked>

const casesNamed = (names: ReadonlyArray<string>): ReadonlyArray<LawCase<{ readonly how: string }>> =>
  names.map((name) => ({ name, trial: { how: name } }))

const lawOf = (names: ReadonlyArray<string>, keep: Property, doors: "each" | "pushes" | "first" = "first") =>
  makeLaw({
    name: "numbers",
    promise: "numbers are as they should be",
    doors,
    trials,
    cases: () => casesNamed(names),
    keep
  })

const verdictOf = (property: Property, deviations?: Readonly<Record<string, string>>) =>
  Effect.flatMap(makeSubjects(sound.wshoto), (subjects) =>
    runLaw(lawOf(["all"], property), subjects, { seeds, ...(deviations && { deviations }) })
  )

/** The trials that a law of these cases runs, as `case of door: number`. */
const trialsOf = (names: ReadonlyArray<string>, of: { readonly from: number; readonly count: number }) =>
  Effect.gen(function* () {
    const ran: Array<string> = []
    const keep: Property = ({ how, number }, { door }) =>
      Effect.sync(() => void ran.push(`${how} of ${door.name}: ${number}`))
    yield* runLaw(lawOf(names, keep, "each"), yield* makeSubjects(sound.xiaoe), { seeds: of })
    return ran
  })

const manyCases = Array.from({ length: 23 }, (_, index) => `case ${index + 1}`)

describe("a law", () => {
  it.effect("that finds something to ask at some seeds is kept", () =>
    Effect.gen(function* () {
      let count = 0
      const { notProven, reason, verdict } = yield* verdictOf(() =>
        ++count % 5 === 0 ? nothingAsked("no tables") : Effect.void
      )
      assert.deepStrictEqual([verdict, reason, notProven], ["kept", null, []])
    })
  )

  it.effect("that finds nothing to ask at any seed is skipped, not kept", () =>
    Effect.gen(function* () {
      const { reason, verdict } = yield* verdictOf(() => nothingAsked("no tables"))
      assert.deepStrictEqual([verdict, reason], ["skipped", "nothing to ask: no tables"])
    })
  )

  it.effect("that is declared only at doors where it finds nothing to ask is skipped", () =>
    Effect.gen(function* () {
      const subjects = yield* makeSubjects(sound.xiaoe)
      const law = makeLaw({
        name: "numbers",
        promise: "numbers are as they should be",
        doors: "each",
        trials,
        cases: () => casesNamed(["all"]),
        notDeclared: ({ isFirstDoor }) => (isFirstDoor ? null : "numbers"),
        keep: () => nothingAsked("no tables")
      })
      const { reason, verdict } = yield* runLaw(law, subjects, { seeds })
      assert.strictEqual(verdict, "skipped")
      assert.match(reason ?? "", /^not declared at the door .*: numbers; nothing to ask: no tables$/)
    })
  )

  it.effect("that is broken reports the case and the smallest trial that breaks it", () =>
    Effect.gen(function* () {
      const { broken, verdict } = yield* verdictOf(({ number }) => (number < 3 ? Effect.void : breach("3 or more")))
      assert.deepStrictEqual(
        [verdict, broken?.case, broken?.trial, broken?.breach],
        ["broken", "all", `{"number":3}`, "3 or more"]
      )
    })
  )

  it.effect("that is broken with a declared deviation deviates, and the report keeps the reason", () =>
    Effect.gen(function* () {
      const deviations = { numbers: "the platform rounds" }
      const result = yield* verdictOf(() => breach("rounded"), deviations)
      assert.deepStrictEqual([result.verdict, result.reason], ["deviates", "the platform rounds"])
      const { adapter, twin } = sound.wshoto
      assert.deepStrictEqual(deviationsOf(makeReport(adapter, twin, seeds.count, [result], [])), deviations)
    })
  )
})

describe("the cases of a law", () => {
  it.effect("are all tried at every door within ten seeds, wherever these begin", () =>
    Effect.gen(function* () {
      const doors = (yield* makeSubjects(sound.xiaoe)).map(({ door }) => door.name)
      const wanted = doors.flatMap((door) => manyCases.map((name) => `${name} of ${door}`)).toSorted()
      for (const from of [1, 7]) {
        const ran = yield* trialsOf(manyCases, { from, count: 10 })
        assert.deepStrictEqual(ran.map((trial) => trial.replace(/: \d+$/, "")).toSorted(), wanted)
      }
    })
  )

  it.effect("are all tried at every door within forty seeds above 100", () =>
    Effect.gen(function* () {
      const doors = (yield* makeSubjects(sound.xiaoe)).map(({ door }) => door.name)
      const wanted = doors.flatMap((door) => manyCases.map((name) => `${name} of ${door}`)).toSorted()
      const ran = yield* trialsOf(manyCases, { from: 105, count: 40 })
      assert.deepStrictEqual([...new Set(ran.map((trial) => trial.replace(/: \d+$/, "")))].toSorted(), wanted)
    })
  )

  it.effect("are tried at a seed in the same way, however many seeds run", () =>
    Effect.gen(function* () {
      const one = yield* trialsOf(manyCases, { from: 12, count: 1 })
      const many = yield* trialsOf(manyCases, { from: 3, count: 12 })
      assert.isAbove(one.length, 1)
      assert.includeMembers(many, one)
    })
  )

  it.effect("do not change what other cases draw", () =>
    Effect.gen(function* () {
      const drawn = (ran: ReadonlyArray<string>, name: string) => ran.filter((trial) => trial.startsWith(`${name} of`))
      const before = yield* trialsOf(manyCases, { from: 1, count: 10 })
      const after = yield* trialsOf([...manyCases, "a new case"], { from: 1, count: 10 })
      assert.isNotEmpty(drawn(after, "a new case"))
      for (const name of manyCases) assert.deepStrictEqual(drawn(after, name), drawn(before, name))
    })
  )
})

describe("a case that draws nothing", () => {
  it.effect("is tried by the first ten seeds alone", () =>
    Effect.gen(function* () {
      const ran: Array<string> = []
      const law = makeLaw({
        name: "numbers",
        promise: "numbers are as they should be",
        doors: "first",
        trials,
        cases: () => casesNamed(["once", "again"]).map((each) => ({ ...each, once: each.name === "once" })),
        keep: ({ how }) => Effect.sync(() => void ran.push(how))
      })
      const subjects = yield* makeSubjects(sound.wshoto)
      yield* runLaw(law, subjects, { seeds })
      assert.includeMembers(ran, ["once", "again"])
      ran.length = 0
      yield* runLaw(law, subjects, { seeds: { from: 11, count: 10 } })
      assert.deepStrictEqual([...new Set(ran)], ["again"])
    })
  )
})

describe("a door that differs in its pushes only", () => {
  it.effect("is tried by laws about pushes alone", () =>
    Effect.gen(function* () {
      const subjects = yield* makeSubjects(sound.doudian)
      const doorsOf = (doors: "each" | "pushes" | "first") =>
        Effect.gen(function* () {
          const ran = new Set<string>()
          const law = lawOf(["all"], (_, { door }) => Effect.sync(() => void ran.add(door.name)), doors)
          yield* runLaw(law, subjects, { seeds })
          return [...ran]
        })
      assert.deepStrictEqual(yield* doorsOf("first"), ["standard"])
      assert.deepStrictEqual(yield* doorsOf("each"), ["standard", "official"])
      assert.deepStrictEqual(yield* doorsOf("pushes"), ["standard", "official", "official, pushes by HMAC"])
    })
  )
})

describe("what is not proven", () => {
  const notProvenOf = (property: Property, count = 10) =>
    Effect.flatMap(makeSubjects(sound.xiaoe), (subjects) =>
      Effect.map(
        runLaw(lawOf(["lists", "orders"], property, "each"), subjects, { seeds: { from: 1, count } }),
        ({ notProven }) => notProven
      )
    )

  it.effect("is a case that had nothing to ask at any door", () =>
    Effect.gen(function* () {
      const found = yield* notProvenOf(({ how }) => (how === "lists" ? nothingAsked("no list") : Effect.void))
      assert.deepStrictEqual(found, [{ what: "numbers: lists", reason: "no list" }])
    })
  )

  it.effect("is a case that had nothing to ask at one door, which is named", () =>
    Effect.gen(function* () {
      const found = yield* notProvenOf(({ how }, { isFirstDoor }) =>
        how === "lists" && isFirstDoor ? nothingAsked("no list") : Effect.void
      )
      assert.deepStrictEqual(found, [{ what: "numbers: lists (at the door standard)", reason: "no list" }])
    })
  )

  it.effect("is no case that only another door has", () =>
    Effect.gen(function* () {
      const elsewhere: Property = ({ how }, { isFirstDoor }) =>
        how === "lists" && !isFirstDoor ? notAtThisDoor("no list here") : Effect.void
      assert.deepStrictEqual(yield* notProvenOf(elsewhere), [])
      const nowhere: Property = ({ how }) => (how === "lists" ? notAtThisDoor("no list here") : Effect.void)
      assert.deepStrictEqual(yield* notProvenOf(nowhere), [{ what: "numbers: lists", reason: "no list here" }])
    })
  )

  it.effect("is a case that no seed of the run tries", () =>
    Effect.gen(function* () {
      const found = yield* notProvenOf(() => Effect.void, 1)
      assert.deepStrictEqual(found, [{ what: "numbers: orders", reason: "no seed of this run tries it" }])
    })
  )
})
