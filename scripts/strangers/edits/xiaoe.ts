/** Mistakes in Xiaoe's adapter. */
import type { Edit } from "../Edit.ts"

const adapter = "packages/adapter-xiaoe"

export const xiaoe: ReadonlyArray<Edit> = [
  {
    adapter,
    name: "a page of 20, and the cursor moves to the window's end",
    file: "src/list20/Operation.ts",
    from: '    windowSeconds,\n    bounds: "unknown",\n    total: ({ data }) => data.total.value\n  })',
    to: `    pageSize: 20,
    windowSeconds,
    bounds: "unknown",
    total: ({ data }) => data.total.value
  }).pipe(Stream.changesWith((left, right) => left.window.until.epochMilliseconds === right.window.until.epochMilliseconds))`,
    also: [
      {
        file: "src/list20/Operation.ts",
        from: 'import type * as Stream from "effect/Stream"',
        to: 'import * as Stream from "effect/Stream"'
      }
    ],
    expects: "completeness",
    names: "order.list@2.0",
    by: "public report",
    why: "A window with more than twenty orders loses the others."
  },
  {
    adapter,
    name: "the page number is fixed, so that the same page comes for ever",
    file: "src/list20/Operation.ts",
    from: "      page,\n      page_size: pageSize\n",
    to: "      page: Math.min(page, 1),\n      page_size: pageSize\n",
    expects: "completeness",
    names: "order.list@2.0",
    by: "public report",
    why: "A list of more than one page never ends, or loses orders."
  },
  {
    adapter,
    name: "windows are asked for in the machine's time zone",
    file: "src/list20/Operation.ts",
    from: "[start]: formatWallTime(window.since),",
    to: '[start]: new Date(window.since.epochMilliseconds).toLocaleString("sv-SE"),',
    expects: "time-zone-independence",
    names: "created_time_start",
    by: "findings",
    why: "On a machine that is not in China a list lacks eight hours of orders."
  },
  {
    adapter,
    name: "midnight is written as 24 o'clock",
    file: "src/list20/Operation.ts",
    from: "[end]: formatWallTime(window.until),",
    to: `[end]: new Intl.DateTimeFormat("sv-SE", {
        timeZone: "Asia/Shanghai",
        hourCycle: "h24",
        dateStyle: "short",
        timeStyle: "medium"
      }).format(window.until.epochMilliseconds),`,
    expects: "declared-limits",
    names: "order.list@2.0",
    by: "guide",
    why: "A window that ends at midnight ends a day later, or is refused."
  },
  {
    adapter,
    name: "windows do not look back",
    file: "src/list20/Operation.ts",
    from: '    windowSeconds,\n    bounds: "unknown",',
    to: '    windowSeconds,\n    bounds: "inclusive",',
    expects: "completeness",
    names: "order.list@2.0",
    by: "public report",
    why: "If the platform excludes the bounds, the orders of a window's first second are lost."
  },
  {
    adapter,
    name: "the platform's window is a day longer than it is",
    file: "src/list20/Operation.ts",
    from: "const windowSeconds = 27 * 86_400",
    to: "const windowSeconds = 32 * 86_400",
    expects: "declared-limits",
    names: "order.list@2.0",
    by: "guide",
    why: "The platform cuts the window without an error."
  },
  {
    adapter,
    name: "pages are counted from 0",
    file: "src/Manifest.ts",
    from: "paging: { firstPage: 1, maxSize: 100,",
    to: "paging: { firstPage: 0, maxSize: 100,",
    expects: "declared-limits",
    names: "order.list@2.0",
    by: "guide",
    why: "The platform refuses page 0, or answers page 1 for it."
  },
  {
    adapter,
    name: "a call is repeated until it succeeds",
    file: "src/index.ts",
    from: "Effect.flatMap(shop.order(detail, orderId, orderId), (order) => withAfterSales(shop, order)),",
    to: `Effect.flatMap(
          Effect.retry(shop.order(detail, orderId, orderId), {
            while: ({ reason }) => reason._tag === "PlatformUnavailable"
          }),
          (order) => withAfterSales(shop, order)
        ),`,
    expects: "retry-bounds",
    names: "getOrder",
    by: "findings",
    why: "While the platform is down, the program hangs and asks without end."
  },
  {
    adapter,
    name: "a call sleeps and tries again for ever",
    file: "src/index.ts",
    from: "Effect.flatMap(shop.order(detail, orderId, orderId), (order) => withAfterSales(shop, order)),",
    to: `Effect.flatMap(
          Effect.retry(shop.order(detail, orderId, orderId), { schedule: Schedule.spaced("10 seconds") }),
          (order) => withAfterSales(shop, order)
        ),`,
    also: [
      {
        file: "src/index.ts",
        from: 'import * as Effect from "effect/Effect"\n',
        to: 'import * as Effect from "effect/Effect"\nimport * as Schedule from "effect/Schedule"\n'
      }
    ],
    expects: "error-mapping",
    names: "getOrder",
    by: "findings",
    why: "A call for an order that does not exist never ends."
  },
  {
    adapter,
    name: "the token's life is counted in milliseconds",
    file: "src/Auth.ts",
    from: `  life: 7200,
  fetch: () =>
    Calls.requestToken(shop, token, undefined, ({ data }) => ({
      value: data.access_token,
      expiresIn: data.expires_in.value
`,
    to: `  life: 7_200_000,
  fetch: () =>
    Calls.requestToken(shop, token, undefined, ({ data }) => ({
      value: data.access_token,
      expiresIn: (data.expires_in.value ?? 0) * 1000
`,
    expects: "single-token-refresh",
    names: "getOrder (token)",
    by: "findings",
    why: "A token is used for weeks after its end, and each process is refused first."
  },
  {
    adapter,
    name: "a missing permission is taken for wrong credentials",
    file: "src/Errors.ts",
    from: 'error("2017", { _tag: "PermissionDenied" }',
    to: 'error("2017", credentials',
    expects: "error-mapping",
    names: "2017",
    by: "guide",
    why: "The operator looks for another secret, and not for the permission."
  },
  {
    adapter,
    name: "only the first package is read",
    file: "src/detail20/Delivery.ts",
    from: "  logistics_info.packages_info\n    .filter(",
    to: "  logistics_info.packages_info\n    .slice(0, 1)\n    .filter(",
    expects: "fidelity",
    names: "/delivery/shipments",
    by: "findings",
    why: "The second package of an order is lost."
  },
  {
    adapter,
    name: "only the first refund is read",
    file: "src/detail20/Order.ts",
    from: "  refund_info.refund_records.map((refund) =>\n    Draft.refund({",
    to: "  refund_info.refund_records.slice(0, 1).map((refund) =>\n    Draft.refund({",
    expects: "fidelity",
    names: "/refunds",
    by: "findings",
    why: "The second refund of an order is lost."
  },
  {
    adapter,
    name: "two states of vouchers are swapped",
    file: "src/shared/Codes20.ts",
    from: '  3: "void",\n  4: "partly_used"',
    to: '  3: "partly_used",\n  4: "void"',
    expects: "fidelity",
    names: "/vouchers",
    by: "findings",
    why: "A voucher that can be used is void."
  },
  {
    adapter,
    name: "one type of goods has another meaning",
    file: "src/shared/Codes10.ts",
    from: '["31", "班课", "service"],',
    to: '["31", "班课", "digital"],',
    expects: "fidelity",
    names: "/type",
    by: "findings",
    why: "Lessons with a teacher count as files."
  },
  {
    adapter,
    name: "minus one is an unknown code",
    file: "src/shared/Code.ts",
    from: 'Traced.lookup(code, table, rule, { unknown, none: ["-1"] })',
    to: "Traced.lookup(code, table, rule, { unknown })",
    expects: "fidelity",
    names: "order.list@2.0",
    by: "guide",
    why: "Orders without a payment have an unknown method."
  },
  {
    adapter,
    name: "a change of the price is read as yuan",
    file: "src/detail10/Wire.ts",
    from: "  price_change_value: Wire.fen,",
    to: "  price_change_value: Wire.yuan,",
    expects: "fidelity",
    names: "/amounts/adjustment",
    by: "guide",
    why: "The seller's change is a hundred times as large."
  },
  {
    adapter,
    name: "a block that says it is empty is read",
    file: "src/detail20/Wire.ts",
    from: "  invoice_info: Wire.block({",
    to: "  invoice_info: Wire.object({",
    expects: "fidelity",
    names: "/invoice",
    by: "guide",
    why: "Orders without an invoice have one.",
    missed: "the documents do not say what an empty block holds, so the twin prints empty texts in it"
  },
  {
    adapter,
    name: "a telephone number is printed",
    file: "src/shared/People.ts",
    from: "  if (!statesAny(Object.values(recipient))) return null\n",
    to: '  if (!statesAny(Object.values(recipient))) return null\n  if (phone.value !== null) console.warn("recipient", plainValue(phone.value))\n',
    expects: "no-leak",
    names: "getOrder",
    by: "findings",
    why: "A line for debugging was left in: telephone numbers are in the log."
  },
  {
    adapter,
    name: "the text that a push's signature covers is logged",
    file: "src/push/Verification.ts",
    from: "    if (!Crypto.equalInConstantTime(signed, signature))\n",
    to: '    yield* Effect.logDebug("signed by", [Redacted.value(token), timestamp, nonce])\n    if (!Crypto.equalInConstantTime(signed, signature))\n',
    expects: "no-leak",
    names: "receivePush",
    by: "findings",
    why: "Everybody who reads the log can sign pushes."
  },
  {
    adapter,
    name: "the time of a push is not checked",
    file: "src/push/Verification.ts",
    from: "if (seconds === null || Math.abs(now - seconds) > (options.pushWindow ?? standardPushWindow))",
    to: "if (seconds === null || now < 0)",
    expects: "push-verification",
    names: "receivePush",
    by: "guide",
    why: "A push that was recorded can be played back."
  },
  {
    adapter,
    name: "only the first page of after-sales is read",
    file: "src/afterSales/Refunds.ts",
    from: "if (list.length < pageSize && before + list.length >= stated) return own",
    to: "if (before + list.length > 0 || stated === 0) return own",
    expects: "fidelity",
    names: "/refunds",
    by: "findings",
    why: "An order with more than twenty after-sales lacks the others."
  },
  {
    adapter,
    name: "after-sales are left out if the platform cannot be reached",
    file: "src/afterSales/Refunds.ts",
    from: "const listed = yield* listAfterSales(shop, order, firstPage, 0)",
    to: `const listed = yield* Effect.catchIf(
      listAfterSales(shop, order, firstPage, 0),
      ({ reason }) => reason._tag === "Transport" || reason._tag === "Timeout",
      () => Effect.succeed([])
    )`,
    expects: "retry-bounds",
    names: "after_sale.list",
    by: "guide",
    why: "During an outage of one operation orders lose their refunds."
  },
  {
    adapter,
    name: "goods of the content market are read as gifts",
    file: "src/shared/Codes20.ts",
    from: '  3: "item",\n  4: "item"',
    to: '  3: "gift",\n  4: "item"',
    expects: "fidelity",
    names: "/role",
    by: "findings",
    why: "A line that was paid for is counted as a gift."
  },
  {
    adapter,
    name: "a finished exchange is read as refused",
    file: "src/afterSales/Codes.ts",
    from: '  15: "ended",',
    to: '  15: "rejected",',
    expects: "fidelity",
    names: "/refunds",
    by: "findings",
    why: "A buyer who got other goods is shown as one whose after-sale was refused."
  },
  {
    adapter,
    name: "an after-sale whose money came back is read as under way",
    file: "src/afterSales/Codes.ts",
    from: '  13: "refunded",',
    to: '  13: "in_progress",',
    expects: "fidelity",
    names: "/refunds",
    by: "findings",
    why: "Money that was given back outside of the order's own refund records is never counted.",
    missed: "the order's detail states every refund that was paid, and is believed before the after-sale's code"
  }
]
