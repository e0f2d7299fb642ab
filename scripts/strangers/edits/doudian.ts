/** Mistakes in Doudian's adapter. */
import type { Edit } from "../Edit.ts"

const adapter = "packages/adapter-doudian"

export const doudian: ReadonlyArray<Edit> = [
  {
    adapter,
    name: "a list that is deeper than the platform pages is cut",
    file: "src/shared/List.ts",
    from: "    ...shop.options.listLimits,\n",
    to: "    ...shop.options.listLimits,\n    maxRows: null,\n",
    expects: "declared-limits",
    names: "order.searchList",
    by: "public report",
    why: "Behind the platform's depth orders are missing, without an error."
  },
  {
    adapter,
    name: "a total is taken to be 10 000 at most",
    file: "src/shared/List.ts",
    from: "total: ({ data }) => data.total.value\n",
    to: "total: ({ data }) => data.total.map((total) => Math.min(total, 10_000)).value\n",
    expects: "completeness",
    names: "list by created",
    by: "public report",
    why: "A day of many orders loses those behind the platform's depth, and the list says that it is complete."
  },
  {
    adapter,
    name: "the total of the answer is ignored",
    file: "src/shared/List.ts",
    from: "total: ({ data }) => data.total.value\n",
    to: "total: () => null\n",
    expects: "completeness",
    names: "order.searchList",
    by: "findings",
    why: "Rows that a page lacks, or that appear where the list was read, are lost without an error."
  },
  {
    adapter,
    name: "an order that changed in the cursor's second is skipped",
    file: "src/shared/List.ts",
    from: "since: toUnixSeconds(since),",
    to: "since: toUnixSeconds(since) + 2,",
    expects: "completeness",
    names: "list by updated",
    by: "public report",
    why: "Whatever changed in the second that was read last is never read."
  },
  {
    adapter,
    name: "pages are counted from 1",
    file: "src/Manifest.ts",
    from: "paging: { firstPage: 0, maxSize: 100,",
    to: "paging: { firstPage: 1, maxSize: 100,",
    expects: "completeness",
    names: "fengchao.trade.list",
    by: "guide",
    why: "The first page of each window is never read."
  },
  {
    adapter,
    name: "orders that are shipped in part are missing from the states",
    file: "src/shared/StateFilter.ts",
    from: "wanted.flatMap(orderStatusesOf)",
    to: 'wanted.flatMap(orderStatusesOf).filter((code) => code !== "101")',
    expects: "completeness",
    names: "with the states",
    by: "guide",
    why: "A list of active orders lacks those that are shipped in part."
  },
  {
    adapter,
    name: "a failure that has data counts as success",
    file: "src/Errors.ts",
    from: '  success: ["10000"],\n',
    to: '  success: ["10000", "50002"],\n',
    expects: "error-mapping",
    names: "50002",
    by: "findings",
    why: "A refusal is read as an empty order."
  },
  {
    adapter,
    name: "an order that does not exist is a wrong request",
    file: "src/Errors.ts",
    from: '{ code: "40004", subCode: ":20014", reason: notFound,',
    to: '{ code: "40004", subCode: ":20014", reason: invalidRequest("a parameter is out of its range"),',
    expects: "error-mapping",
    names: "40004",
    by: "guide",
    why: "The caller takes a deleted order for a mistake of his own."
  },
  {
    adapter,
    name: "a dead refresh token is used again and again",
    file: "src/official/Tokens.ts",
    from: "return isSame && wasRefused && authCode === undefined ? yield* create : refreshed",
    to: "return refreshed",
    expects: "single-token-refresh",
    names: "token.refresh",
    by: "findings",
    why: "A token that the platform killed comes back, and every call fails."
  },
  {
    adapter,
    name: "the token's life is read as milliseconds",
    file: "src/official/Tokens.ts",
    from: "expiresIn: data.expires_in.value,",
    to: "expiresIn: (data.expires_in.value ?? 0) / 1000,",
    expects: "single-token-refresh",
    names: "token.create",
    by: "guide",
    why: "A token of seven days is renewed every ten minutes."
  },
  {
    adapter,
    name: "only the first parcel is read",
    file: "src/order/Delivery.ts",
    from: "  order.logistics_info.map((parcel) =>",
    to: "  order.logistics_info.slice(0, 1).map((parcel) =>",
    expects: "fidelity",
    names: "/delivery/shipments",
    by: "findings",
    why: "The second parcel of an order is lost."
  },
  {
    adapter,
    name: "only the first coupon is read",
    file: "src/order/Discounts.ts",
    from: "detail.coupon_info.map((coupon) =>",
    to: "detail.coupon_info.slice(0, 1).map((coupon) =>",
    expects: "fidelity",
    names: "/discounts",
    by: "guide",
    why: "The discounts do not add up to the order's."
  },
  {
    adapter,
    name: "a gift is a bought item",
    file: "src/order/Codes.ts",
    from: '{ MASTER: "item", FREE: "gift" }',
    to: '{ MASTER: "item", FREE: "item" }',
    expects: "fidelity",
    names: "/role",
    by: "guide",
    why: "Gifts are counted as sales."
  },
  {
    adapter,
    name: "a rejected after-sale is over",
    file: "src/order/Codes.ts",
    from: '  14: "ended",\n  27: "failed",',
    to: '  14: "ended",\n  27: "ended",',
    expects: "fidelity",
    names: "/afterSale",
    by: "findings",
    why: "One code of after-sales is wrong, and nobody looks again at the rejected one."
  },
  {
    adapter,
    name: "two colours of the shop's flag are swapped",
    file: "src/order/Codes.ts",
    from: '4: "橙", 5: "红" }',
    to: '4: "红", 5: "橙" }',
    expects: "fidelity",
    names: "/notes/flag",
    by: "findings",
    why: "Orders that are marked as urgent are not."
  },
  {
    adapter,
    name: "the freight is read as yuan",
    file: "src/order/Wire.ts",
    from: "  post_amount: Wire.fen,",
    to: "  post_amount: Wire.yuan,",
    expects: "fidelity",
    names: "/amounts/freight",
    by: "guide",
    why: "Freight costs a hundred times of what it costs."
  },
  {
    adapter,
    name: "an order's number is read as a JavaScript number",
    file: "src/order/Order.ts",
    from: "    orderId: order.order_id,",
    to: "    orderId: order.order_id.mapAll((id) => (id === null ? null : String(Number(id)))),",
    expects: "exact-ids",
    names: "/orderId",
    by: "public report",
    why: "The last digits of a number of more than 16 digits are others."
  },
  {
    adapter,
    name: "a message that cannot be read is left out",
    file: "src/push/Pushes.ts",
    from: "read: (message) => readMessage(shop, message),",
    to: "read: (message) => Effect.orElseSucceed(readMessage(shop, message), () => null),",
    also: [
      {
        file: "src/push/Pushes.ts",
        from: 'import { Push, type Shop } from "@huidan/adapter-kit"\n',
        to: 'import { Push, type Shop } from "@huidan/adapter-kit"\nimport * as Effect from "effect/Effect"\n'
      }
    ],
    expects: "push-verification",
    names: "receivePush",
    by: "guide",
    why: "The message is acknowledged, and nobody has it any more."
  },
  {
    adapter,
    name: "a rare trade type is read as a presale",
    file: "src/order/Codes.ts",
    from: '  16: "standard",',
    to: '  16: "presale",',
    expects: "fidelity",
    names: "/kind",
    by: "findings",
    why: "An auction is counted as a presale, and waits for a second instalment."
  },
  {
    adapter,
    name: "instalments are counted in floating-point yuan",
    file: "src/order/Phases.ts",
    from: "(amount) => (isPaid ? amount : 0)",
    to: "(amount) => (!isPaid ? 0 : amount === null ? null : Math.floor((amount / 100) * 100))",
    expects: "fidelity",
    names: "/phases",
    by: "findings",
    why: "Some deposits lose a fen, and the sum of the instalments is not what was paid."
  },
  {
    adapter,
    name: "a list of active orders forgets the shipped ones",
    file: "src/shared/StateFilter.ts",
    from: "wanted.flatMap(orderStatusesOf)",
    to: 'wanted.flatMap(orderStatusesOf).filter((code) => code !== "3")',
    expects: "completeness",
    names: "with the states",
    by: "findings",
    why: "An order that is on its way is in no list of active orders."
  }
]
