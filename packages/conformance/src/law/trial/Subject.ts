/** What the laws test: an adapter and its simulated platform, through one of the platform's doors. */
import type {
  AdapterError,
  AdapterManifest,
  AdapterPackage,
  OperationManifest,
  OperationName,
  OrderAdapter
} from "@huidan/core"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { makeTraitTally, type TraitTally } from "../../twin/answer/histogram.ts"
import type { TwinDefinition, TwinDoor, TwinOperation } from "../../twin/definition/TwinDefinition.ts"
import { defaultBaseTime } from "../../twin/makeTwin.ts"
import { Breach } from "./Breach.ts"
import { bounded } from "./boundTrials.ts"
import { asCall, CurrentTrial, withNotedClosing } from "./TrialProgress.ts"
import { inVirtualTime } from "./virtualTime.ts"

/** An adapter with one configuration, and its simulated platform. */
export interface Subject {
  readonly adapter: AdapterPackage
  readonly twin: TwinDefinition
  readonly door: TwinDoor
  /** The manifest of the adapter with the configuration of this door. */
  readonly manifest: AdapterManifest
  /** Whatever does not depend on the door is tested at the first one only. */
  readonly isFirstDoor: boolean
  /** Which traits of orders the trials of a run have shown so far, by operation; the doors of a platform share it. */
  readonly tally: TraitTally
}

/** The adapter cannot be made with the options that its twin names, so no law can be tried. */
export class ConformanceError extends Data.TaggedError("ConformanceError")<{ readonly message: string }> {}

const standardDoor: TwinDoor = { name: "standard", options: {}, secrets: {} }

export const doorsOf = (twin: TwinDefinition): ReadonlyArray<TwinDoor> => [standardDoor, ...(twin.doors ?? [])]

/**
 * One subject for each door of the platform. An adapter is made and closed at each door, bounded as trials are: one that
 * takes too long, leaves an error unhandled or ends the process fails with `ConformanceError`, which names the door.
 */
export const makeSubjects = ({
  adapter,
  twin
}: Pick<Subject, "adapter" | "twin">): Effect.Effect<ReadonlyArray<Subject>, ConformanceError> => {
  const tally = makeTraitTally(twin)
  return Effect.forEach(doorsOf(twin), (door, index) =>
    Effect.map(madeOnce({ adapter, twin, door }), ({ manifest }) => ({
      adapter,
      twin,
      door,
      manifest,
      isFirstDoor: index === 0,
      tally
    }))
  )
}

/** Makes the adapter and closes it. */
const madeOnce = (
  subject: Pick<Subject, "adapter" | "twin" | "door">
): Effect.Effect<OrderAdapter, ConformanceError> => {
  const at = `at the door ${subject.door.name}`
  const making = Effect.flatMap(CurrentTrial, (progress) =>
    withNotedClosing(progress, asCall(progress, "make", makeAdapter(subject, "http://twin.test")))
  )
  return inVirtualTime(DateTime.toEpochMillis(defaultBaseTime), making).pipe(
    Effect.mapError(({ message }) => new Breach({ message })),
    (trial) => bounded(`${subject.adapter.manifest.package} cannot be made ${at}`, trial),
    Effect.mapError(
      ({ message }) =>
        new ConformanceError({
          message: `the adapter cannot be made with the options that its twin names, ${at}: ${message}`
        })
    )
  )
}

/** The adapter with the options of the door; `options` and `secrets` replace those of the same name. */
export const makeAdapter = (
  { adapter, door, twin }: Pick<Subject, "adapter" | "twin" | "door">,
  baseUrl: string,
  more: Partial<Pick<TwinDoor, "options" | "secrets">> = {}
): Effect.Effect<OrderAdapter, AdapterError | Schema.SchemaError, Scope.Scope> => {
  const { options, secrets } = twin.shopOptions(baseUrl)
  const all = { ...options, ...secrets, ...door.options, ...door.secrets, ...more.options, ...more.secrets }
  return Effect.flatMap(Schema.decodeEffect(adapter.Options)(all), (decoded) => adapter.make(decoded))
}

/** The twin's name of an operation of the manifest. Names may differ; method and path may not. */
export const twinOperationOf = ({ manifest, twin }: Subject, operation: OperationName): OperationName | undefined => {
  const declared = manifest.operations[operation]
  return Object.entries(twin.operations).find(
    ([, { endpoint }]) => endpoint !== null && declared !== undefined && isSameAddress(declared, endpoint)
  )?.[0]
}

/** What the manifest declares for an operation of the twin; `undefined` if the manifest does not have it. */
export const declaredOperation = (
  { manifest, twin }: Pick<Subject, "manifest" | "twin">,
  twinOperation: OperationName
): OperationManifest | undefined => {
  const endpoint = twin.operations[twinOperation]?.endpoint ?? null
  return endpoint === null
    ? undefined
    : Object.values(manifest.operations).find((declared) => isSameAddress(declared, endpoint))
}

const isSameAddress = (
  { method, path }: OperationManifest,
  endpoint: NonNullable<TwinOperation["endpoint"]>
): boolean => path === endpoint.path && method === endpoint.method

/** The operations with orders in their answers that the adapter decodes. */
export const decodedOperations = ({ manifest, twin }: Subject): ReadonlyArray<OperationName> =>
  Object.keys(twin.operations).filter(
    (operation) => twin.operations[operation]?.answer !== null && operation in manifest.operations
  )
