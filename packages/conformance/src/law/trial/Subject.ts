/** What the laws are held against: an adapter and the simulated platform, through one of the platform's doors. */
import type { AdapterError, AdapterManifest, AdapterPackage, OperationName, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import type { TwinDefinition, TwinDoor } from "../../twin/definition/TwinDefinition.ts"

export interface Subject {
  readonly adapter: AdapterPackage
  readonly twin: TwinDefinition
  readonly door: TwinDoor
  /** What the adapter declares when it is configured for this door. */
  readonly manifest: AdapterManifest
  /** The first door stands for what does not depend on doors. */
  readonly isFirstDoor: boolean
}

const standardDoor: TwinDoor = { name: "standard", options: {}, secrets: {} }

export const doorsOf = (twin: TwinDefinition): ReadonlyArray<TwinDoor> => [standardDoor, ...(twin.doors ?? [])]

/** One subject for each door of the platform. Fails where an adapter cannot even be made with the twin's options. */
export const subjectsOf = (
  adapter: AdapterPackage,
  twin: TwinDefinition
): Effect.Effect<ReadonlyArray<Subject>, AdapterError | Schema.SchemaError> =>
  Effect.forEach(doorsOf(twin), (door, index) =>
    Effect.map(Effect.scoped(makeAdapter({ adapter, twin, door }, "http://twin.test")), ({ manifest }) => ({
      adapter,
      twin,
      door,
      manifest,
      isFirstDoor: index === 0
    }))
  )

/** The adapter, configured for the door as the twin says; `options` and `secrets` come on top. */
export const makeAdapter = (
  { adapter, door, twin }: Pick<Subject, "adapter" | "twin" | "door">,
  baseUrl: string,
  more: Partial<Pick<TwinDoor, "options" | "secrets">> = {}
): Effect.Effect<OrderAdapter, AdapterError | Schema.SchemaError, Scope.Scope> => {
  const { options, secrets } = twin.shopOptions(baseUrl)
  const all = { ...options, ...secrets, ...door.options, ...door.secrets, ...more.options, ...more.secrets }
  return Effect.flatMap(Schema.decodeEffect(adapter.Options)(all), (decoded) => adapter.make(decoded))
}

/** The twin's own name of an operation of the manifest: they may differ, the address may not. */
export const twinOperationOf = ({ manifest, twin }: Subject, operation: OperationName): OperationName | undefined => {
  const wanted = manifest.operations[operation]
  return Object.entries(twin.operations).find(
    ([, { endpoint }]) => endpoint !== null && endpoint.path === wanted?.path && endpoint.method === wanted.method
  )?.[0]
}

/** The manifest's name of an operation of the twin. */
export const manifestOperationOf = (
  { manifest, twin }: Subject,
  twinOperation: OperationName
): OperationName | undefined => {
  const endpoint = twin.operations[twinOperation]?.endpoint
  return Object.entries(manifest.operations).find(
    ([, { method, path }]) => path === endpoint?.path && method === endpoint.method
  )?.[0]
}

/** Operations whose answers hold orders and that the adapter says it decodes. */
export const decodedOperations = ({ manifest, twin }: Subject): ReadonlyArray<OperationName> =>
  Object.keys(twin.operations).filter(
    (operation) => twin.operations[operation]?.answer !== null && operation in manifest.operations
  )
