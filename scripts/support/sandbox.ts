import { environmentVariable } from "@huidan/core"
import * as Effect from "effect/Effect"
import { adaptersOf, readWorkspace } from "./workspace.ts"

/**
 * The variables with which a program reads orders from the sandbox: `XIAOE_BASE_URL`, `XIAOE_CLIENT_SECRET`,
 * `XIAOE_ORDER_ID`, …, and for a platform's other doors the options that differ: `DOUDIAN_OFFICIAL_APP_ID`.
 */
export type SandboxEnvironment = Readonly<Record<string, string>>

/** Starts the sandbox with the twins of all our adapters, calls `use` with the variables, and stops it afterwards. */
export const withSandbox = async <A>(
  root: string,
  use: (environment: SandboxEnvironment) => Promise<A>
): Promise<A> => {
  const { startSandbox } = await import("@huidan/sandbox")
  const packages = adaptersOf(readWorkspace(root)).map(({ name }) => name)
  return Effect.runPromise(
    Effect.scoped(
      Effect.gen(function* () {
        const { shops } = yield* startSandbox({ packages, folder: root, orders: 20 })
        const environment = shops.flatMap(({ platform, shopOptions: { options, secrets }, twin }) => [
          ...variablesOf(platform, { ...options, ...secrets, orderId: twin.truth().orderIds[0] ?? "" }),
          ...(twin.definition.doors ?? []).flatMap((door) =>
            variablesOf(`${platform}_${door.name}`, { ...door.options, ...door.secrets })
          )
        ])
        return yield* Effect.promise(() => use(Object.fromEntries(environment)))
      })
    )
  )
}

const variablesOf = (owner: string, options: Readonly<Record<string, unknown>>) =>
  Object.entries(options).map(([option, value]) => [environmentVariable(owner, option), String(value)] as const)
