/** An adapter from one definition: as an Effect, as layers, as a promise client. */
import { adapterContract, environmentVariable, type OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { AdapterDefinition, DefinedAdapter, ManifestFor, OptionsSchema } from "./AdapterDefinition.ts"
import { clientOf } from "./clientOf.ts"
import { openerOf } from "./openAdapter.ts"
import { readConfiguration } from "./readConfiguration.ts"

/** Defines an adapter. Its `index.ts` exports the parts under the platform's names. */
export const defineAdapter = <
  Options extends OptionsSchema,
  Self,
  Adapter extends OrderAdapter,
  const Manifest extends ManifestFor<Options>,
  More extends object = object
>(
  definition: AdapterDefinition<Options, Self, Adapter, Manifest, More>
): DefinedAdapter<Options, Self, Adapter, Manifest, More> => {
  const { manifest, Options, Service } = definition
  const standardPrefix = environmentVariable(manifest.platform)
  const open = openerOf(definition)
  const make = (options: Options["Type"]) => Effect.map(open(options, standardPrefix), ({ adapter }) => adapter)
  return {
    adapter: { contract: adapterContract, manifest, Options, make, redactedProbe: Redacted.make(adapterContract) },
    make,
    layer: (options) => Layer.effect(Service, make(options)),
    layerConfig: (prefix = standardPrefix) =>
      Layer.effect(
        Service,
        Effect.gen(function* () {
          const options = yield* readConfiguration(manifest, Options, prefix)
          const { adapter, lacking } = yield* open(options, prefix)
          return lacking === null ? adapter : yield* lacking
        })
      ),
    createClient: clientOf(definition, open, standardPrefix)
  }
}
