/** Mistakes in Paper Boat's adapter. */
import type { Edit } from "../Edit.ts"

const adapter = "examples/adapter-paperboat"

export const paperboat: ReadonlyArray<Edit> = [
  {
    adapter,
    name: "only the first page of a window is read",
    file: "src/orderList/Operation.ts",
    from: "next: ({ next }) => next.value",
    to: "next: () => null",
    expects: "completeness",
    names: "order.list",
    by: "public report",
    why: "Every order behind the first page of a window is missing, and the list says that it is complete."
  },
  {
    adapter,
    name: "the mark is not sent, so that the platform answers the same page for ever",
    file: "src/orderList/Operation.ts",
    from: "      ...(mark === null ? {} : { mark })\n",
    to: "      ...(mark === null ? {} : {})\n",
    expects: "completeness",
    names: "order.list",
    by: "public report",
    why: "A list of more than one page never ends, or fails."
  },
  {
    adapter,
    name: "an order that was listed before is skipped, although it changed",
    file: "src/orderList/Operation.ts",
    from: "  Lists.marked(shop, orderList, query, { ...shop.options.listLimits, next: ({ next }) => next.value })",
    to: `  Lists.marked(shop, orderList, query, { ...shop.options.listLimits, next: ({ next }) => next.value }).pipe(
    Stream.map((page) => ({
      ...page,
      records: page.records.filter((record) => {
        const isNew = !isOrder(record) || !known.has(record.orderId)
        if (isOrder(record)) known.add(record.orderId)
        return isNew
      })
    }))
  )

const known = new Set<string>()`,
    also: [
      {
        file: "src/orderList/Operation.ts",
        from: 'import type { OrderQuery } from "@huidan/core"\n',
        to: 'import { isOrder, type OrderQuery } from "@huidan/core"\n'
      },
      {
        file: "src/orderList/Operation.ts",
        from: 'import * as DateTime from "effect/DateTime"\n',
        to: 'import * as DateTime from "effect/DateTime"\nimport * as Stream from "effect/Stream"\n'
      }
    ],
    expects: "completeness",
    names: "order.list",
    by: "public report",
    why: "The store keeps the order as it was when it was first seen."
  },
  {
    adapter,
    name: "an order whose detail fails is left out, and the cursor goes on",
    file: "src/index.ts",
    from: "    listOrders: (query) => listOrders(shop, query)\n",
    to: `    listOrders: (query) =>
      listOrders(shop, query).pipe(
        Stream.mapEffect((page) =>
          Effect.map(
            Effect.forEach(page.records, (record): Effect.Effect<ReadonlyArray<OrderRecord>> =>
              isOrder(record)
                ? Effect.match(shop.order(orderDetail, record.orderId, record.orderId), {
                    onFailure: () => [],
                    onSuccess: (order) => [order]
                  })
                : Effect.succeed([record])
            ),
            (records) => ({ ...page, records: records.flat() })
          )
        )
      ),
`,
    also: [
      {
        file: "src/index.ts",
        from: 'import type { OrderAdapter } from "@huidan/core"\n',
        to: 'import { isOrder, type OrderAdapter, type OrderRecord } from "@huidan/core"\nimport * as Effect from "effect/Effect"\nimport * as Stream from "effect/Stream"\n'
      }
    ],
    expects: "completeness",
    names: "order.list",
    by: "public report",
    why: "An outage of a minute loses orders for good, because no later run asks for them again."
  },
  {
    adapter,
    name: "a row that cannot be read is left out of the page",
    file: "src/orderList/Operation.ts",
    from: "  Lists.marked(shop, orderList, query, { ...shop.options.listLimits, next: ({ next }) => next.value })",
    to: `  Lists.marked(shop, orderList, query, { ...shop.options.listLimits, next: ({ next }) => next.value }).pipe(
    Stream.map((page) => ({ ...page, records: page.records.filter(isOrder) }))
  )`,
    also: [
      {
        file: "src/orderList/Operation.ts",
        from: 'import type { OrderQuery } from "@huidan/core"\n',
        to: 'import { isOrder, type OrderQuery } from "@huidan/core"\n'
      },
      {
        file: "src/orderList/Operation.ts",
        from: 'import * as DateTime from "effect/DateTime"\n',
        to: 'import * as DateTime from "effect/DateTime"\nimport * as Stream from "effect/Stream"\n'
      }
    ],
    expects: "completeness",
    names: "order.list",
    by: "guide",
    why: "Nobody learns that the platform has an order that the adapter cannot read."
  },
  {
    adapter,
    name: "a list by update time asks by creation time",
    file: "src/orderList/Operation.ts",
    from: "call: ({ by, mark, pageSize, window }: Lists.MarkRequest) =>\n    get({\n      by,\n",
    to: 'call: ({ mark, pageSize, window }: Lists.MarkRequest) =>\n    get({\n      by: "created",\n',
    expects: "completeness",
    names: "list by updated",
    by: "findings",
    why: "Old orders that changed are never read again."
  },
  {
    adapter,
    name: "the window's last second is not asked for",
    file: "src/orderList/Operation.ts",
    from: "to: DateTime.formatIso(window.until)",
    to: "to: DateTime.formatIso(DateTime.subtract(window.until, { seconds: 1 }))",
    expects: "completeness",
    names: "order.list",
    by: "guide",
    why: "The author takes the upper bound for inclusive: an order in the last second of each window is lost."
  },
  {
    adapter,
    name: "a window's length in milliseconds",
    file: "src/Manifest.ts",
    from: "windowSeconds: 7 * 86_400,",
    to: "windowSeconds: 7 * 86_400_000,",
    expects: "declared-limits",
    names: "order.list",
    by: "guide",
    why: "The platform refuses every query of more than seven days."
  },
  {
    adapter,
    name: "a page that is larger than the platform's",
    file: "src/Manifest.ts",
    from: "maxSize: 50,",
    to: "maxSize: 100,",
    expects: "declared-limits",
    names: "order.list",
    by: "guide",
    why: "The platform refuses the request."
  },
  {
    adapter,
    name: "the quota of one order is declared for lists too",
    file: "src/Manifest.ts",
    from: "quota: { requests: 5, seconds: 1, source: document, verified: true },",
    to: "quota: { requests: 20, seconds: 1, source: document, verified: true },",
    expects: "quota",
    names: "order.list",
    by: "guide",
    why: "The platform refuses requests that come too fast."
  },
  {
    adapter,
    name: "the quota is counted by shop, not by application",
    file: "src/index.ts",
    from: "account: ({ key }) => key ?? null,",
    to: "account: ({ shopId }) => shopId ?? null,",
    expects: "quota",
    names: "shops",
    by: "guide",
    why: "Two shops of one application together exceed its quota.",
    missed: "a twin is one shop, so no law can call for two shops of one application"
  },
  {
    adapter,
    name: "the time of a request is the machine's, not the clock's",
    file: "src/Auth.ts",
    from: "(yield* now) / 1000",
    to: "Date.now() / 1000",
    expects: "fidelity",
    names: "getOrder",
    by: "guide",
    why: "Tests cannot control the time of a request."
  },
  {
    adapter,
    name: "the nonce comes from Math.random",
    file: "src/Auth.ts",
    from: `Effect.map(
  Effect.all([Random.nextIntBetween(0, 2 ** 32), Random.nextIntBetween(0, 2 ** 32)]),
  (halves) => halves.map((half) => half.toString(16).padStart(8, "0")).join("")
)`,
    to: 'Effect.sync(() => Math.random().toString(36).slice(2).padEnd(8, "0"))',
    expects: "time-zone-independence",
    names: "nonce",
    by: "guide",
    why: "Tests cannot repeat a request."
  },
  {
    adapter,
    name: "too many requests are taken for an outage",
    file: "src/Errors.ts",
    from: '["too_fast", { _tag: "RateLimited", retryAfter: null }',
    to: '["too_fast", { _tag: "PlatformUnavailable" }',
    expects: "error-mapping",
    names: "too_fast",
    by: "guide",
    why: "Other requests of the account go on, and are refused too."
  },
  {
    adapter,
    name: "a lack of permission is retried",
    file: "src/Errors.ts",
    from: '["shop_not_granted", { _tag: "PermissionDenied" }',
    to: '["shop_not_granted", { _tag: "PlatformUnavailable" }',
    expects: "retry-bounds",
    names: "shop_not_granted",
    by: "guide",
    why: "Requests that no retry can help are repeated."
  },
  {
    adapter,
    name: "a canonical key is misspelt in a helper",
    file: "src/shared/States.ts",
    from: "  afterSale: afterSaleOf(states.refund),",
    to: "  aftersale: afterSaleOf(states.refund),",
    expects: "fidelity",
    names: "/status/afterSale",
    by: "findings",
    why: "It compiles, and no order has an after-sale state."
  },
  {
    adapter,
    name: "an unknown status counts as active",
    file: "src/shared/States.ts",
    from: 'trade: Traced.lookup(states.status, Codes.tradeStates, "status", { unknown: "unknown" }),',
    to: 'trade: states.status.map((word) => Codes.tradeStates[word] ?? "active"),',
    expects: "unknown-codes-survive",
    names: "/status",
    by: "guide",
    why: "A status that the platform adds later is guessed, without a warning."
  },
  {
    adapter,
    name: "two payment methods are swapped",
    file: "src/orderDetail/Codes.ts",
    from: '  card: "bank_card",\n  wallet: "balance"',
    to: '  card: "balance",\n  wallet: "bank_card"',
    expects: "fidelity",
    names: "/payment/method",
    by: "findings",
    why: "Payments are booked in the wrong account."
  },
  {
    adapter,
    name: "one close reason is missing from the table",
    file: "src/shared/Codes.ts",
    from: '  refund: "refunded",\n  group: "group_failed"',
    to: '  refund: "refunded"',
    expects: "fidelity",
    names: "/status/closeReason",
    by: "guide",
    why: "Failed group purchases are closed for an unknown reason."
  },
  {
    adapter,
    name: "only the first parcel is read",
    file: "src/orderDetail/Order.ts",
    from: "shipments: answer.parcels.map(toShipment)",
    to: "shipments: answer.parcels.slice(0, 1).map(toShipment)",
    expects: "fidelity",
    names: "/delivery/shipments",
    by: "findings",
    why: "The second parcel of an order is lost."
  },
  {
    adapter,
    name: "a masked telephone number is read as plain",
    file: "src/orderDetail/Order.ts",
    from: "Draft.recipient({ ...address, phone: phoneOf(phone) })",
    to: "Draft.recipient({ ...address, phone })",
    expects: "fidelity",
    names: "/recipient/phone",
    by: "guide",
    why: "Somebody dials 138****0001."
  },
  {
    adapter,
    name: "an amount goes through yuan as a float",
    file: "src/orderDetail/Order.ts",
    from: "    goods: answer.price.goods,",
    to: "    goods: answer.price.goods.map((fen) => Math.floor((fen / 100) * 100)),",
    expects: "exact-money",
    names: "/amounts/goods",
    by: "public report",
    why: "19.99 yuan become 1998 fen."
  },
  {
    adapter,
    name: "an order's number is read as a JavaScript number",
    file: "src/orderList/Order.ts",
    from: "  orderId: row.id,",
    to: "  orderId: row.id.mapAll((id) => (id === null ? null : String(Number(id)))),",
    expects: "exact-ids",
    names: "/orderId",
    by: "public report",
    why: "The last digits of a number of more than 16 digits are others."
  },
  {
    adapter,
    name: "a value is made without its trace",
    file: "src/orderDetail/Order.ts",
    from: "methodRaw: answer.payment.method,",
    to: 'methodRaw: Traced.fixed(answer.payment.method.value, "the method"),',
    expects: "explain-covers",
    names: "/payment/methodRaw",
    by: "guide",
    why: "`explain` cannot say where the value comes from."
  },
  {
    adapter,
    name: "a private text that no field of the order has is read as open text",
    file: "src/orderList/Wire.ts",
    from: "  buyer_nick: Wire.privateText,\n",
    to: "  buyer_nick: Wire.privateText,\n  receiver: Wire.text,\n",
    also: [
      {
        file: "src/orderList/Order.ts",
        from: "payable: row.total,",
        to: "payable: row.total.considering(row.receiver),"
      },
      {
        file: "twin/orderList/Order.ts",
        from: "  buyer_nick: sentText(order.buyer.name),\n",
        to: "  buyer_nick: sentText(order.buyer.name),\n  receiver: sentText(order.recipient?.name ?? null),\n"
      }
    ],
    expects: "no-leak",
    names: "order.list",
    by: "findings",
    why: "The recipient's name is in the raw answer, unmasked."
  },
  {
    adapter,
    name: "a push from the future is accepted",
    file: "src/push/Verification.ts",
    from: "if (Math.abs(now - Number(time)) > window)",
    to: "if (now - Number(time) > window)",
    expects: "push-verification",
    names: "receivePush",
    by: "guide",
    why: "A push that was recorded can be played back for as long as its time is ahead."
  },
  {
    adapter,
    name: "a message that comes again is new",
    file: "src/push/Message.ts",
    from: "    return {\n      id,\n",
    to: "    return {\n      id: globalThis.crypto.randomUUID(),\n",
    expects: "pushes-at-least-once",
    names: "receivePush",
    by: "guide",
    why: "An order is shipped twice."
  },
  {
    adapter,
    name: "a message is known by its order's number",
    file: "src/push/Message.ts",
    from: "    return {\n      id,\n",
    to: "    return {\n      id: orderId ?? id,\n",
    expects: "push-verification",
    names: "receivePush",
    by: "guide",
    why: "The second message about an order counts as the first one, and is not handled."
  }
]
