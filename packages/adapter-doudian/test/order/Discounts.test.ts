import { assert, describe, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../../src/index.ts"
import { answer, decode } from "../support/decode.ts"

const bearers = (order: Order) => order.discounts.map(({ kind, amount, bearer }) => [kind, amount, bearer])
const warnings = (order: Order) =>
  order.warnings.map(({ code, path }) => `${code} ${path.replace("/data/shop_order_detail/", "")}`)

const coupon = (coupon_amount: number | null, share_discount_cost: unknown = null) => ({
  coupon_id: 1,
  coupon_amount,
  share_discount_cost
})

describe("a discount", () => {
  const rows = [
    ["one share", coupon(100, { platform_cost: 100, shop_cost: 0, author_cost: 0 }), [["coupon", 100, "platform"]]],
    [
      "a share of each",
      coupon(90, { platform_cost: 30, shop_cost: 20, author_cost: 40 }),
      [
        ["coupon", 20, "shop"],
        ["coupon", 30, "platform"],
        ["coupon", 40, "creator"]
      ]
    ],
    [
      "a share of another than its giver, who has the rest",
      coupon(90, { platform_cost: 30 }),
      [
        ["coupon", 30, "platform"],
        ["coupon", 60, "shop"]
      ]
    ],
    [
      "a share of its giver, and a rest that nobody is named for",
      coupon(90, { shop_cost: "30" }),
      [
        ["coupon", 30, "shop"],
        ["coupon", 60, "unknown"]
      ]
    ],
    [
      "shares of its giver and of another, and a rest that nobody is named for",
      coupon(90, { platform_cost: 30, shop_cost: 20 }),
      [
        ["coupon", 20, "shop"],
        ["coupon", 30, "platform"],
        ["coupon", 40, "unknown"]
      ]
    ],
    ["no shares", coupon(70), [["coupon", 70, "shop"]]],
    ["shares of nothing", coupon(60, { platform_cost: 0, shop_cost: 0, author_cost: 0 }), [["coupon", 60, "shop"]]],
    ["shares without an amount", coupon(null, { platform_cost: 5 }), [["coupon", 5, "platform"]]]
  ] as const
  it.effect.each(rows)("is one entry for each of its bearers: %s", ([_title, listed, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode({ promotion_detail: { shop_discount_detail: { coupon_info: [listed] } } })
      assert.deepStrictEqual(
        bearers(order),
        expected.map((entry) => [...entry])
      )
      assert.deepStrictEqual(order.warnings, [])
      for (const { id } of order.discounts) assert.strictEqual(id, "1")
    })
  )

  const overRows = [
    [
      { platform_cost: 70, shop_cost: 60 },
      [
        ["coupon", 60, "shop"],
        ["coupon", 70, "platform"]
      ],
      "share_discount_cost/shop_cost"
    ],
    [{ platform_cost: 90 }, [["coupon", 80, "platform"]], "coupon_amount"]
  ] as const
  it.effect.each(overRows)("with shares that make more is a mismatch: %o", ([share, expected, place]) =>
    Effect.gen(function* () {
      const order = yield* decode({ promotion_detail: { shop_discount_detail: { coupon_info: [coupon(80, share)] } } })
      assert.deepStrictEqual(
        bearers(order),
        expected.map((entry) => [...entry])
      )
      assert.deepStrictEqual(warnings(order), [
        `amount_mismatch promotion_detail/shop_discount_detail/coupon_info/0/${place}`
      ])
    })
  )

  it.effect("of a campaign is none: its amount is in the price already", () =>
    Effect.gen(function* () {
      const order = yield* decode({}, [
        { campaign_info: [{ campaign_id: 8, campaign_type: 7, campaign_amount: 500, campaign_name: "限时秒杀" }] }
      ])
      assert.deepStrictEqual(order.discounts, [])
      assert.deepStrictEqual(order.references, [{ kind: "campaign", value: "8", relation: "限时秒杀", shopId: null }])
    })
  )
})

describe("a total beyond the discounts that are listed is one more", () => {
  const shop = { coupon_info: [coupon(70)] }
  const rows = [
    [{}, { shop_discount_detail: { ...shop, coupon_amount: 100 } }, ["coupon", 30, "shop"]],
    [{}, { shop_discount_detail: { ...shop, full_discount_amount: 30 } }, ["promotion", 30, "shop"]],
    [{}, { shop_discount_detail: { ...shop, total_amount: 100 } }, ["other", 30, "shop"]],
    [{}, { shop_discount_detail: shop, platform_discount_detail: { redpack_amount: 30 } }, ["redpack", 30, "platform"]],
    [{}, { shop_discount_detail: shop, kol_discount_detail: { redpack_amount: 30 } }, ["redpack", 30, "creator"]],
    [{}, { shop_discount_detail: shop, kol_discount_detail: { coupon_amount: 30 } }, ["coupon", 30, "creator"]],
    [
      {},
      { shop_discount_detail: shop, platform_discount_detail: { gold_coin_amount: 30 } },
      ["points", 30, "platform"]
    ],
    [
      {},
      { shop_discount_detail: shop, platform_discount_detail: { official_deduction_amount: 30 } },
      ["promotion", 30, "platform"]
    ],
    [
      {},
      { shop_discount_detail: shop, platform_discount_detail: { allowance_amount: 30 } },
      ["promotion", 30, "platform"]
    ],
    [
      {},
      { shop_discount_detail: shop, platform_discount_detail: { user_balance_amount: 30 } },
      ["other", 30, "platform"]
    ],
    [{ promotion_shop_amount: 100 }, { shop_discount_detail: shop }, ["other", 30, "shop"]],
    [{ promotion_platform_amount: 30 }, { shop_discount_detail: shop }, ["other", 30, "platform"]],
    [{ promotion_talent_amount: 30 }, { shop_discount_detail: shop }, ["other", 30, "creator"]],
    [{ promotion_redpack_platform_amount: 30 }, { shop_discount_detail: shop }, ["redpack", 30, "platform"]],
    [
      { promotion_redpack_talent_amount: 30 },
      { shop_discount_detail: shop, kol_discount_detail: { redpack_amount: 0 } },
      ["redpack", 30, "creator"]
    ],
    [{}, { shop_discount_detail: shop }, ["other", 30, "unknown"]]
  ] as const
  it.effect.each(rows)("%o %o: %o", ([fields, promotion_detail, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode({ ...fields, promotion_detail, promotion_amount: 100 })
      assert.deepStrictEqual(bearers(order), [["coupon", 70, "shop"], [...expected]])
      assert.strictEqual(order.amounts.discount, 100)
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  it.effect("once, whatever totals state it", () =>
    Effect.gen(function* () {
      const order = yield* decode({
        promotion_amount: 100,
        promotion_platform_amount: 100,
        promotion_redpack_platform_amount: 40,
        promotion_detail: { platform_discount_detail: { total_amount: 100, redpack_amount: 40, coupon_amount: 50 } }
      })
      assert.deepStrictEqual(bearers(order), [
        ["coupon", 50, "platform"],
        ["redpack", 40, "platform"],
        ["other", 10, "platform"]
      ])
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  const platformCoupon = { platform_discount_detail: { coupon_info: [coupon(70)] } }
  const packets = { kol_discount_detail: { redpack_info: [{ redpack_amount: 30 }] } }
  const redpackRows = [
    [{}, [{ promotion_redpack_platform_amount: 30 }], {}, [["redpack", 30, "platform"]]],
    [
      { promotion_redpack_platform_amount: 0, promotion_platform_amount: 30 },
      [{ promotion_redpack_platform_amount: 10 }, { promotion_redpack_platform_amount: 20 }],
      {},
      [["redpack", 30, "platform"]]
    ],
    [{}, [{ promotion_redpack_talent_amount: 30 }], {}, [["redpack", 30, "creator"]]],
    [{ promotion_redpack_amount: 30 }, [{}], {}, [["redpack", 30, "unknown"]]],
    [{}, [{ promotion_redpack_amount: 30 }], {}, [["redpack", 30, "unknown"]]],
    [{ promotion_redpack_amount: 30, promotion_platform_amount: 30 }, [{}], {}, [["redpack", 30, "platform"]]],
    [{ promotion_redpack_amount: 30, promotion_talent_amount: 30 }, [{}], {}, [["redpack", 30, "creator"]]],
    [{ promotion_redpack_amount: 30, promotion_shop_amount: 30 }, [{}], {}, [["redpack", 30, "shop"]]],
    [
      { promotion_redpack_amount: 20, promotion_platform_amount: 30 },
      [{}],
      {},
      [
        ["redpack", 20, "platform"],
        ["other", 10, "platform"]
      ]
    ],
    [
      { promotion_redpack_amount: 30, promotion_platform_amount: 70, promotion_talent_amount: 30 },
      [{}],
      platformCoupon,
      [
        ["coupon", 70, "platform"],
        ["redpack", 30, "creator"]
      ]
    ],
    [
      { promotion_redpack_amount: 30, promotion_redpack_platform_amount: 10, promotion_redpack_talent_amount: 20 },
      [{ promotion_redpack_amount: 30 }],
      {},
      [
        ["redpack", 10, "platform"],
        ["redpack", 20, "creator"]
      ]
    ],
    [{ promotion_redpack_amount: 30 }, [{}], packets, [["redpack", 30, "creator"]]],
    [
      { promotion_redpack_amount: 50, promotion_talent_amount: 50 },
      [{}],
      packets,
      [
        ["redpack", 30, "creator"],
        ["redpack", 20, "creator"]
      ]
    ]
  ] as const
  it.effect.each(redpackRows)("red packets that only lines or the order state: %o %o %o: %o", (row) =>
    Effect.gen(function* () {
      const [fields, lines, promotion_detail, expected] = row
      const promotion_amount = expected.reduce((total, [, amount]) => total + amount, 0)
      const order = yield* decode({ ...fields, promotion_detail, promotion_amount }, lines)
      assert.deepStrictEqual(
        bearers(order),
        expected.map((entry) => [...entry])
      )
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  const overRows = [
    [{ promotion_amount: 60 }, {}, ["promotion_amount"]],
    [{ promotion_amount: 0 }, {}, ["promotion_amount"]],
    [{ promotion_shop_amount: 60, promotion_amount: 70 }, {}, ["promotion_shop_amount"]],
    [{ promotion_amount: 70 }, { total_amount: 60 }, ["promotion_detail/shop_discount_detail/total_amount"]],
    [{ promotion_amount: 70 }, { coupon_amount: 60 }, ["promotion_detail/shop_discount_detail/coupon_amount"]]
  ] as const
  it.effect.each(overRows)("a total below them is a mismatch: %o %o", ([fields, more, places]) =>
    Effect.gen(function* () {
      const order = yield* decode({ ...fields, promotion_detail: { shop_discount_detail: { ...shop, ...more } } })
      assert.deepStrictEqual(bearers(order), [["coupon", 70, "shop"]])
      assert.deepStrictEqual(
        warnings(order),
        places.map((place) => `amount_mismatch ${place}`)
      )
    })
  )
})

describe("totals of costs name the bearers of discounts without shares", () => {
  const given = { promotion_amount: 500, promotion_platform_amount: 500 }
  const rows = [
    [{ ...given, shop_cost_amount: 500, only_platform_cost_amount: 0 }, [["other", 500, "shop"]]],
    [
      { ...given, shop_cost_amount: 200, only_platform_cost_amount: 250, author_cost_amount: 50 },
      [
        ["other", 200, "shop"],
        ["other", 250, "platform"],
        ["other", 50, "creator"]
      ]
    ],
    [
      { ...given, shop_cost_amount: 200, platform_cost_amount: 300, author_cost_amount: 50 },
      [
        ["other", 200, "shop"],
        ["other", 250, "platform"],
        ["other", 50, "creator"]
      ]
    ],
    // Costs that also count what is in the prices.
    [{ ...given, shop_cost_amount: 900, only_platform_cost_amount: 0 }, [["other", 500, "platform"]]],
    [{ ...given, shop_cost_amount: 0, platform_cost_amount: 0 }, [["other", 500, "platform"]]],
    [{ ...given, shop_cost_amount: 0, platform_cost_amount: 500 }, [["other", 500, "platform"]]]
  ] as const
  it.effect.each(rows)("%o: %o", ([fields, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode(fields)
      assert.deepStrictEqual(
        bearers(order),
        expected.map((entry) => [...entry])
      )
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  it.effect("beside those that have shares", () =>
    Effect.gen(function* () {
      const order = yield* decode({
        promotion_amount: 100,
        shop_cost_amount: 30,
        only_platform_cost_amount: 70,
        promotion_detail: {
          platform_discount_detail: { coupon_info: [coupon(60, { platform_cost: 60 }), coupon(30)], coupon_amount: 90 },
          shop_discount_detail: { redpack_info: [{ redpack_amount: 10, share_discount_cost: { platform_cost: 10 } }] }
        }
      })
      assert.deepStrictEqual(bearers(order), [
        ["redpack", 10, "platform"],
        ["coupon", 60, "platform"],
        ["coupon", 30, "shop"]
      ])
    })
  )

  const platformRows = [
    ["all of one bearer", [coupon(30), coupon(20)], { shop_cost_amount: 50 }, ["shop", "shop"]],
    [
      "but not of several by several",
      [coupon(30), coupon(20)],
      { shop_cost_amount: 30, only_platform_cost_amount: 0, author_cost_amount: 20 },
      ["platform", "platform"]
    ],
    [
      "but not where one is less than the shares",
      [coupon(60, { platform_cost: 60 }), coupon(30)],
      { shop_cost_amount: 30, only_platform_cost_amount: 50 },
      ["platform", "platform"]
    ],
    ["but not where they are nothing", [coupon(null)], { shop_cost_amount: 0 }, ["platform"]]
  ] as const
  it.effect.each(platformRows)("%s: %o, %o", ([_title, coupon_info, costs, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode({ ...costs, promotion_detail: { platform_discount_detail: { coupon_info } } })
      assert.deepStrictEqual<unknown>(
        bearers(order),
        coupon_info.map(({ coupon_amount }, index) => ["coupon", coupon_amount, expected[index]])
      )
    })
  )

  const sharedRows = [
    [
      "not those of its shares",
      coupon(100, { platform_cost: 60, shop_cost: 40 }),
      { shop_cost_amount: 100, only_platform_cost_amount: 0 },
      [
        ["coupon", 40, "shop"],
        ["coupon", 60, "platform"]
      ]
    ],
    [
      "that of what its shares leave",
      coupon(90, { platform_cost: 30 }),
      { shop_cost_amount: 0, only_platform_cost_amount: 30, author_cost_amount: 60 },
      [
        ["coupon", 30, "platform"],
        ["coupon", 60, "creator"]
      ]
    ]
  ] as const
  it.effect.each(sharedRows)("of a discount with shares, %s", ([_title, listed, costs, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode({ ...costs, promotion_detail: { shop_discount_detail: { coupon_info: [listed] } } })
      assert.deepStrictEqual(
        bearers(order),
        expected.map((entry) => [...entry])
      )
    })
  )

  it.effect("unless they name who gives them, which says it already", () =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      const sourcesOf = (costs: Readonly<Record<string, unknown>>) =>
        Effect.map(
          adapter.explain("fengchao.trade.detail", answer({ ...given, ...costs })),
          ({ records }) => records[0]?.fields.find(({ path }) => path === "/discounts/0/bearer")?.pointers
        )
      assert.deepStrictEqual(yield* sourcesOf({ shop_cost_amount: 0, only_platform_cost_amount: 500 }), [])
      assert.deepStrictEqual(yield* sourcesOf({ shop_cost_amount: 500, only_platform_cost_amount: 0 }), [
        "/data/shop_order_detail/shop_cost_amount"
      ])
    })
  )
})

describe("a discount of the payment channel", () => {
  const details = (...shares: ReadonlyArray<unknown>) => ({
    promotion_pay_amount_details: shares.map((share_cost) => ({ pay_promotion_type: "mixed_charge", share_cost }))
  })
  const rows = [
    [{ promotion_pay_amount: 10 }, [{}], [["payment", 10, "payment_provider"]]],
    [{}, [{ promotion_pay_amount: 4 }, { promotion_pay_amount: 6 }], [["payment", 10, "payment_provider"]]],
    [{ promotion_pay_amount: 10 }, [details({ shop_cost: 10, platform_cost: 0 })], [["payment", 10, "shop"]]],
    [
      { promotion_pay_amount: 10 },
      [details({ shop_cost: 1, platform_cost: 2 }, { shop_cost: 3 }), details({ platform_cost: "1" })],
      [
        ["payment", 4, "shop"],
        ["payment", 3, "platform"],
        ["payment", 3, "payment_provider"]
      ]
    ],
    [{ promotion_pay_amount: 0 }, [details({ shop_cost: 0 })], []]
  ] as const
  it.effect.each(rows)("%o %o: %o", ([fields, lines, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode({ promotion_amount: 0, ...fields }, lines)
      assert.deepStrictEqual(
        bearers(order),
        expected.map((entry) => [...entry])
      )
      assert.deepStrictEqual([order.amounts.discount, order.warnings], [0, []])
    })
  )

  it.effect("whose shares make more than it is a mismatch", () =>
    Effect.gen(function* () {
      const order = yield* decode({ promotion_pay_amount: 5 }, [details({ shop_cost: 6 })])
      assert.deepStrictEqual(bearers(order), [["payment", 6, "shop"]])
      assert.deepStrictEqual(warnings(order), ["amount_mismatch promotion_pay_amount"])
    })
  )
})
