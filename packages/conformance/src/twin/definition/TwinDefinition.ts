/**
 * What the author of a twin writes: a simulated platform, made from the platform's document alone.
 *
 * The definition is data and pure functions. `makeTwin` adds orders, a clock, a journal, quotas, tokens and faults;
 * `makeTwinHttpClient` makes an HTTP client of it. A twin never imports the adapter that it tests.
 */
import type { FieldPattern, Json, OperationName, Order, OrderId } from "@huidan/core"
import type * as Effect from "effect/Effect"
import type { Dice } from "../../world/Dice.ts"
import type { OrderSelection, SelectedOrders } from "../../world/selectOrders.ts"
import type { TrueOrderLimits } from "../../world/TrueOrderLimits.ts"
import type { TrueTrait } from "../../world/traits/TrueTrait.ts"
import type { JsonNode } from "../json/JsonNode.ts"
import type { TokenBook, TokenRules } from "../rules/TokenBook.ts"
import type { ReasonName } from "./ReasonName.ts"
import type { TwinPush } from "./TwinPush.ts"

/** The version of the twin contract that this kit understands. */
export const twinContract = "huidan/twin@1"

/** A simulated platform. An adapter package exports it as `twin` under `<package>/twin`. */
export interface TwinDefinition {
  readonly contract: typeof twinContract
  /** The `platform` of canonical orders: `wshoto`. */
  readonly platform: string
  /** Which orders the platform can have. */
  readonly limits: TrueOrderLimits
  /** By name. The names need not be those of the adapter's manifest; the paths must be. */
  readonly operations: Readonly<Record<OperationName, TwinOperation>>
  /** `null` if requests carry no token. */
  readonly token: TokenRules | null
  /** Names of parameters (query, form, JSON) that the journal leaves out: secrets, tokens, signatures. */
  readonly privateParameters: ReadonlyArray<string>
  /** The response to a request that exceeds an endpoint's quota. */
  readonly quotaRefusal: Refusal
  /** The response to a wrong path, or to a known path with a wrong method; an HTML page with status 404 if left out. */
  readonly misdirected?: (pathIsKnown: boolean) => Refusal
  /** The answer with this error code of the platform. The fault `error-code` sends it. */
  readonly errorAnswer: (code: string, message: string) => JsonNode
  /** For each poison one more order is made, and sent in a form that cannot be decoded. May be empty. */
  readonly poisons: ReadonlyArray<Poison>
  /** Whether a caller can find orders by a list, or must know their ids (`number`). */
  readonly finds: "list" | "number"
  /** The options of an adapter that talks to this twin at `baseUrl` (no slash at its end). */
  readonly shopOptions: (baseUrl: string) => ShopOptions
  /** Other configurations of the adapter, which use other operations. `shopOptions` alone is the first door. */
  readonly doors?: ReadonlyArray<TwinDoor>
  /** Left out if the platform does not push. */
  readonly push?: TwinPush
}

/** One configuration of the adapter, by which it uses other operations of the platform. */
export interface TwinDoor {
  /** As reports show it: `official`, `version 1.0`. */
  readonly name: string
  /** Options added to those of `shopOptions`; they replace options of the same name. */
  readonly options: ShopOptions["options"]
  /** Secrets added to those of `shopOptions`; they replace secrets of the same name. */
  readonly secrets: ShopOptions["secrets"]
  /**
   * For calls that ask several operations for one order (such as a second one for refunds): what the order then
   * carries, by the name of the operation whose answer holds the order.
   */
  readonly tells?: Readonly<Record<OperationName, OrderTelling>>
  /** How the platform pushes to an adapter with this configuration; as the twin's `push` if left out. */
  readonly push?: TwinPush
  /** The door differs from another one in its pushes only: laws about other calls do not try it; `false` if left out. */
  readonly pushesOnly?: boolean
  /** The door reads lists as another one does: the law `lists-never-end-early` does not try it; `false` if left out. */
  readonly sameLists?: boolean
}

/** The options of an adapter. */
export interface ShopOptions {
  /** Names and values as in a configuration file. */
  readonly options: Readonly<Record<string, Json>>
  /** Names and values of options that programs read from the environment. */
  readonly secrets: Readonly<Record<string, string>>
}

/** An operation of the platform. */
export interface TwinOperation {
  /** `null` for an answer that adapters decode but never ask for. */
  readonly endpoint: TwinEndpoint | null
  /** `null` for an operation whose answer holds no order, such as a token. */
  readonly answer: OrderAnswer | null
  /**
   * For an operation without orders that calls ask about one order, such as its after-sales: the answers about this order.
   * Doors with `tells` try each code of them. Mark as `code` only what the order can be read from.
   */
  readonly about?: (order: Order) => ReadonlyArray<JsonNode>
  /** The error codes of its document; left out or empty if it publishes none. */
  readonly errors?: ReadonlyArray<TwinError>
}

/** An error code of the platform's document, and the reason of an `AdapterError` that its description means. */
export interface TwinError {
  /** As `errorAnswer` takes it. */
  readonly code: string
  readonly reason: ReasonName
}

/** Where an operation is called, and how it answers. */
export interface TwinEndpoint {
  readonly method: "GET" | "POST"
  /** The path after the base URL, with a slash before it. */
  readonly path: string
  /** `null` if the document states none. */
  readonly quota: TwinQuota | null
  /** How many rows of one list the platform gives at most, over all pages; left out if the document states no depth. */
  readonly maxRows?: number
  /** How a caller of a list finds the next page: by its number, if left out, or by a mark in the answer. */
  readonly pages?: "numbers" | "marks"
  /** Checks the request by the platform's rules and answers it. The quota has been checked before. */
  readonly handle: (call: TwinCall) => Effect.Effect<TwinReply>
}

/** At most `requests` in any window of `seconds`, wherever the window begins. */
export interface TwinQuota {
  readonly requests: number
  readonly seconds: number
  /** The response to a request that exceeds this quota; the platform's `quotaRefusal` if left out. */
  readonly refusal?: Refusal
}

/** What an answer says about an order. */
export interface OrderTelling {
  /**
   * The canonical fields that this answer carries, as patterns of pointers: `/amounts/payable`, `/lines/&#42;/title`,
   * `/buyer` (with everything below). Fields that no pattern names must be `null` or `[]` in the decoded order.
   * `contract`, `key`, `platform`, `orderId`, `shop/id` and `amounts/currency` are always carried.
   */
  readonly carries: ReadonlyArray<FieldPattern>
  /** Fields below those of `carries` for which the answer has no place; `null` or `[]` in the decoded order too. */
  readonly without?: ReadonlyArray<FieldPattern>
  /** What orders can have and this answer cannot show, though it carries the fields: a row with one line, say. */
  readonly lacks?: ReadonlyArray<TrueTrait>
  /**
   * Changes the true order to what this answer says in other words: codes in `status.raw`, the platform's label,
   * `payment.methodRaw`. Applied before `carries`; the true order is unchanged if left out.
   */
  readonly restate?: (order: Order) => Order
  /** How amounts of this answer make each other; left out if the platform's document does not say. */
  readonly sums?: AmountSums
}

/** How amounts of an answer make each other, by the platform's document. */
export interface AmountSums {
  /** The answer states the total of its discounts beside the list of them; `false` if left out. */
  readonly discountTotal?: boolean
  /**
   * What the lines' paid amounts hold shares of, besides goods and discounts. Together with what they do not hold they
   * make what was paid for the order. Left out if the document does not say.
   */
  readonly linesPaid?: ReadonlyArray<"freight" | "charges" | "adjustment" | "payment_discount">
}

/** An answer that holds orders. */
export interface OrderAnswer extends OrderTelling {
  /**
   * One order (in a list: one row) as the platform sends it. The dice select among the shapes that the document allows.
   */
  readonly encode: (order: Order, dice: Dice) => JsonNode
  /** The whole answer around the rows. An answer about a single order has exactly one row. */
  readonly wrap: (rows: ReadonlyArray<JsonNode>, page: ServedPage, dice: Dice) => JsonNode
}

/** The page that an answer shows. */
export interface ServedPage {
  /** The page number as the caller counts. */
  readonly page: number
  /** Rows per page. */
  readonly size: number
  /** Rows on all pages together; `null` if the answer states no total, although it has a place for it. */
  readonly total: number | null
}

/** A parsed request. Header names are in lower case. If a parameter is sent twice, the last value counts. */
export interface TwinCall {
  /** The name of the called operation. */
  readonly operation: OperationName
  /** Unix milliseconds by Effect's clock. */
  readonly now: number
  /** Whether a list counts the bounds of a window in. For lists whose document does not say. */
  readonly bounds: "inclusive" | "exclusive"
  readonly headers: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** The fields of a form-encoded body; empty for other bodies. */
  readonly form: Readonly<Record<string, string>>
  /** The body as JSON; `null` if it is not JSON. */
  readonly json: Json
  /** The body as it was sent. */
  readonly body: string
  /** All orders as they are now, oldest first, poisoned orders included. */
  readonly orders: ReadonlyArray<Order>
  /** The order with this id; `undefined` if there is none. */
  readonly find: (orderId: OrderId) => Order | undefined
  /** Filters, sorts and pages all orders; the journal records the selection. */
  readonly select: (selection: OrderSelection) => SelectedOrders
  /** The platform's access tokens. */
  readonly tokens: TokenBook
  /** What the platform remembers between requests, besides orders and tokens; empty at the start. */
  readonly memory: Map<string, string>
  /** Dice for this request only. */
  readonly dice: Dice
  /** Answers with these orders, written by the operation's `answer`; all of them on one page if `page` is left out. */
  readonly serve: (orders: ReadonlyArray<Order>, page?: ServedPage) => TwinReply
  /** Answers with a body that holds no order, such as a token. */
  readonly reply: (body: JsonNode) => TwinReply
  /** Refuses the request. `outcome` goes into the journal; `status` is 200 if left out. */
  readonly refuse: (outcome: RefusalOutcome, body: JsonNode, status?: number) => TwinReply
}

/** Why a twin refused a request, as the journal records it. */
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

/** The response to a request that is refused. */
export interface Refusal {
  /** HTTP status. */
  readonly status: number
  readonly body: JsonNode
}

/** The answer to a call, made by its `serve`, `reply` or `refuse`. */
export interface TwinReply {
  readonly status: number
  readonly outcome: "ok" | RefusalOutcome
  readonly body: JsonNode
  readonly orderIds: ReadonlyArray<OrderId>
}

/** A way to change an order's row so that decoding it must fail. */
export interface Poison {
  /** What is wrong with the row, in words: `an amount below one fen`. */
  readonly name: string
  /** Changes the row of this operation. Return it unchanged if the operation has no such field. */
  readonly spoil: (row: JsonNode, operation: OperationName) => JsonNode
}
