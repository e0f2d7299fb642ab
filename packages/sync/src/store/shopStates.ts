/** How the calls of a shop fare. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"

/** Times are Unix milliseconds. */
export interface ShopState {
  /** `dead`: the platform refuses the shop's credentials or token. */
  readonly authorisation: "ok" | "dead"
  /** When the authorisation ends, where the platform states it. */
  readonly authorisationEnds: number | null
  /** The tag and the message of the last error since the last answer; `null` if there was none. */
  readonly error: string | null
  readonly errorMessage: string | null
  readonly errorAt: number | null
  /** How many calls failed one after the other. */
  readonly failures: number
  /** When the last answered call was asked for, by the platform's clock. */
  readonly answeredAt: number | null
  /** Whether an operator paused the shop. */
  readonly paused: boolean
}

const newShopState: ShopState = {
  authorisation: "ok",
  authorisationEnds: null,
  error: null,
  errorMessage: null,
  errorAt: null,
  failures: 0,
  answeredAt: null,
  paused: false
}

/** The columns of `shop_states t`; all are `null` for a shop without notes. */
export const stateColumns = `t.authorisation, t.authorisation_ends AS ends, t.error, t.error_message AS message, t.error_at,
      t.failures, t.answered_at, t.paused`

export interface StateRow {
  readonly authorisation: string | null
  readonly ends: number | null
  readonly error: string | null
  readonly message: string | null
  readonly error_at: number | null
  readonly failures: number | null
  readonly answered_at: number | null
  readonly paused: number | null
}

export const stateIn = (row: StateRow | undefined): ShopState =>
  row === undefined || row.authorisation === null
    ? newShopState
    : {
        authorisation: row.authorisation === "dead" ? "dead" : "ok",
        authorisationEnds: row.ends,
        error: row.error,
        errorMessage: row.message,
        errorAt: row.error_at,
        failures: row.failures ?? 0,
        answeredAt: row.answered_at,
        paused: row.paused === 1
      }

export const readShopState = (sql: SqlClient, shop: number): Effect.Effect<ShopState, SqlError> =>
  Effect.map(sql<StateRow>`SELECT ${sql.literal(stateColumns)} FROM shop_states t WHERE t.shop = ${shop}`, ([row]) =>
    stateIn(row)
  )

/** `paused` is left as it is: only an operator sets it. `now`: this machine's time in Unix milliseconds. */
export const writeShopState = (
  sql: SqlClient,
  shop: number,
  state: Omit<ShopState, "paused">,
  now: number
): Effect.Effect<void, SqlError> => {
  const { answeredAt, authorisation, authorisationEnds, error, errorAt, errorMessage, failures } = state
  return Effect.asVoid(sql`
    INSERT INTO shop_states
      (shop, authorisation, authorisation_ends, error, error_message, error_at, failures, answered_at, noted_at, paused)
    VALUES (${shop}, ${authorisation}, ${authorisationEnds}, ${error}, ${errorMessage}, ${errorAt}, ${failures},
      ${answeredAt}, ${now}, 0)
    ON CONFLICT (shop) DO UPDATE SET authorisation = excluded.authorisation,
      authorisation_ends = excluded.authorisation_ends, error = excluded.error, error_message = excluded.error_message,
      error_at = excluded.error_at, failures = excluded.failures, answered_at = excluded.answered_at,
      noted_at = CASE WHEN excluded.answered_at IS shop_states.answered_at THEN shop_states.noted_at
        ELSE excluded.noted_at END`)
}

export const pauseShop = (sql: SqlClient, shop: number, paused: boolean): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`
    INSERT INTO shop_states (shop, authorisation, failures, paused) VALUES (${shop}, 'ok', 0, ${paused ? 1 : 0})
    ON CONFLICT (shop) DO UPDATE SET paused = excluded.paused`)
