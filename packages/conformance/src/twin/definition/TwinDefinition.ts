/**
 * What the author of a twin writes: a simulated platform, made from the platform's document alone.
 *
 * The definition is data and pure functions; `makeTwin` gives it orders, a clock, a journal, quotas, tokens and faults,
 * and `layerTwinHttpClient` a door. A twin never imports the adapter that it will be held against.
 */
import type { Json, OperationName, Order, OrderId } from "@huidan/core"
import type * as Effect from "effect/Effect"
import type { Dice } from "../../world/Dice.ts"
import type { OrderSelection, SelectedOrders } from "../../world/selectOrders.ts"
import type { TrueOrderLimits } from "../../world/TrueOrderLimits.ts"
import type { JsonNode } from "../json/JsonNode.ts"
import type { TokenBook, TokenRules } from "../rules/TokenBook.ts"
import type { ReasonName } from "./ReasonName.ts"
import type { TwinPush } from "./TwinPush.ts"

export const twinContract = "huidan/twin@1"

/** What an adapter package exports as `twin` under `<package>/twin`. */
export interface TwinDefinition {
  readonly contract: typeof twinContract
  /** The canonical order's `platform`: `wshoto`. */
  readonly platform: string
  /** Which orders the platform can have. */
  readonly limits: TrueOrderLimits
  readonly operations: Readonly<Record<OperationName, TwinOperation>>
  /** `null` where requests carry no token. */
  readonly token: TokenRules | null
  /** Query, form and top-level JSON parameters that the journal leaves out: secrets, tokens, signatures. */
  readonly privateParameters: ReadonlyArray<string>
  /** What a request beyond an endpoint's quota gets. */
  readonly quotaRefusal: Refusal
  /** What a request gets whose path is wrong, or right with another method; a page with status 404 where left out. */
  readonly misdirected?: (pathIsKnown: boolean) => Refusal
  /** The answer with one of the platform's error codes: the fault `error-code` sends it. */
  readonly errorAnswer: (code: string, message: string) => JsonNode
  /** One order more is made for each, and sent so that nobody can decode it. Empty where nothing is listed. */
  readonly poisons: ReadonlyArray<Poison>
  /** Whether a caller can find orders by a list, or must know their numbers. */
  readonly finds: "list" | "number"
  /** What an adapter's `options` must say to talk to this twin at `baseUrl` (no slash at its end). */
  readonly shopOptions: (baseUrl: string) => ShopOptions
  /** Other ways in: what an adapter's `options` must say to use other operations. `shopOptions` alone is the first way. */
  readonly doors?: ReadonlyArray<TwinDoor>
  /** How the platform pushes; left out where it does not. */
  readonly push?: TwinPush
}

export interface TwinDoor {
  /** Stands in reports: `official`, `version 1.0`. */
  readonly name: string
  /** Beside, or instead of, those of `shopOptions`. */
  readonly options: ShopOptions["options"]
  readonly secrets: ShopOptions["secrets"]
  /**
   * What a call for an order tells where it asks other operations too, such as one for refunds: instead of what the answer
   * of the operation named here tells by itself.
   */
  readonly tells?: Readonly<Record<OperationName, OrderTelling>>
  /** How the platform pushes to who came through this door, where not as elsewhere. */
  readonly push?: TwinPush
}

export interface ShopOptions {
  /** Option names and values as they stand in a configuration file. */
  readonly options: Readonly<Record<string, Json>>
  /** Option names and values that programs take from the environment. */
  readonly secrets: Readonly<Record<string, string>>
}

export interface TwinOperation {
  /** `null` for an answer that adapters decode but never ask for. */
  readonly endpoint: TwinEndpoint | null
  /** `null` for an operation whose answer holds no order, such as a token. */
  readonly answer: OrderAnswer | null
  /** The error codes of its document; empty where it publishes none. */
  readonly errors?: ReadonlyArray<TwinError>
}

/** An error code of the platform's document, and which of an adapter's reasons its words describe. */
export interface TwinError {
  /** As `errorAnswer` takes it. */
  readonly code: string
  readonly reason: ReasonName
}

export interface TwinEndpoint {
  readonly method: "GET" | "POST"
  /** Behind the base URL, with a slash before it. */
  readonly path: string
  /** At most `requests` in any `seconds`: a true sliding window. `null` where the document states none. */
  readonly quota: TwinQuota | null
  /** Checks the request by the platform's rules and answers it. The quota is checked before. */
  readonly handle: (call: TwinCall) => Effect.Effect<TwinReply>
}

export interface TwinQuota {
  readonly requests: number
  readonly seconds: number
  /** What a request beyond this quota gets, where it is not the platform's `quotaRefusal`. */
  readonly refusal?: Refusal
}

/** What an answer says of an order. */
export interface OrderTelling {
  /**
   * The canonical fields that this answer carries, as patterns of pointers: `/amounts/payable`, `/lines/&#42;/title`,
   * `/buyer` (with all below). What no pattern names must be `null` or `[]` in the decoded order. `contract`, `key`,
   * `platform`, `orderId`, `shop/id` and `amounts/currency` are always carried.
   */
  readonly carries: ReadonlyArray<FieldPattern>
  /**
   * What this answer says of an order where it is not the true order word for word: codes in `status.raw`, the
   * platform's label, `payment.methodRaw`. Applied before `carries`; the true order itself where it is left out.
   */
  readonly restate?: (order: Order) => Order
}

export interface OrderAnswer extends OrderTelling {
  /** One order (of a list: one row) as the platform sends it. Dice choose among the shapes that the document allows. */
  readonly encode: (order: Order, dice: Dice) => JsonNode
  /** The whole answer around the rows; a single-order answer has exactly one. */
  readonly wrap: (rows: ReadonlyArray<JsonNode>, page: ServedPage, dice: Dice) => JsonNode
}

/** Pointer into a canonical order, `*` for every entry of a list; covers all that lies below. */
export type FieldPattern = string

export interface ServedPage {
  /** As the caller numbers it. */
  readonly page: number
  readonly size: number
  /** Rows of all pages together. */
  readonly total: number
}

/** A request, taken apart. Header names are in lower case; of a parameter sent twice the last value counts. */
export interface TwinCall {
  readonly operation: OperationName
  /** Unix milliseconds by Effect's clock. */
  readonly now: number
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** The fields of a form-encoded body, else empty. */
  readonly form: Readonly<Record<string, string>>
  /** The body as JSON, `null` where it is none. */
  readonly json: Json
  readonly body: string
  /** All orders as they are now, poisoned ones included, oldest first. */
  readonly orders: ReadonlyArray<Order>
  readonly find: (orderId: OrderId) => Order | undefined
  /** What the list asked for, of all orders; the journal keeps what was selected. */
  readonly select: (selection: OrderSelection) => SelectedOrders
  readonly tokens: TokenBook
  /** What the platform remembers from request to request, besides orders and tokens; empty at first. */
  readonly memory: Map<string, string>
  /** Dice of this request alone. */
  readonly dice: Dice
  /** Answers with these orders, encoded and wrapped by the operation's own `answer`. */
  readonly serve: (orders: ReadonlyArray<Order>, page?: ServedPage) => TwinReply
  /** Answers with a body that holds no order: a token. */
  readonly reply: (body: JsonNode) => TwinReply
  /** Refuses; `outcome` is what the journal says. */
  readonly refuse: (outcome: RefusalOutcome, body: JsonNode, status?: number) => TwinReply
}

export type RefusalOutcome =
  | "quota"
  | "token"
  | "credentials"
  | "signature"
  | "clock"
  | "not-found"
  | "invalid"
  | "permission"
  | "method"
  | "other"

export interface Refusal {
  readonly status: number
  readonly body: JsonNode
}

/** Made by `serve`, `reply` and `refuse` of the call. */
export interface TwinReply {
  readonly status: number
  readonly outcome: "ok" | RefusalOutcome
  readonly body: JsonNode
  readonly orderIds: ReadonlyArray<OrderId>
}

/** A way to spoil one order's row, so that decoding it must fail. */
export interface Poison {
  /** What is wrong, in words: `an amount below one fen`. */
  readonly name: string
  /** Spoils the row of this operation; give the row back unchanged where the operation has no such field. */
  readonly spoil: (row: JsonNode, operation: OperationName) => JsonNode
}
