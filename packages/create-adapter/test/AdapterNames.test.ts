import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { adapterNames, type GivenNames } from "../src/index.ts"

describe("adapterNames", () => {
  it("spells a platform in all the ways that a package needs", () => {
    assert.deepStrictEqual(Result.getOrThrow(adapterNames({ platform: "youzan", zh: "有赞" })), {
      platform: "youzan",
      pascal: "Youzan",
      upper: "YOUZAN",
      zh: "有赞",
      en: "Youzan",
      packageName: "huidan-adapter-youzan"
    })
    assert.deepStrictEqual(Result.getOrThrow(adapterNames({ platform: "corner_shop2" })), {
      platform: "corner_shop2",
      pascal: "CornerShop2",
      upper: "CORNER_SHOP2",
      zh: "Corner Shop2",
      en: "Corner Shop2",
      packageName: "huidan-adapter-corner-shop2"
    })
  })

  const refused: ReadonlyArray<readonly [given: GivenNames, about: RegExp]> = [
    [{ platform: "" }, /id "" .*lower-case/],
    [{ platform: "Youzan" }, /id "Youzan"/],
    [{ platform: "you-zan" }, /words joined by _/],
    [{ platform: "有赞" }, /lower-case letters/],
    [{ platform: "2go" }, /id "2go"/],
    [{ platform: "shop_" }, /id "shop_"/],
    [{ platform: "shop_2" }, /id "shop_2"/],
    [{ platform: "a/../b" }, /id "a/],
    [{ platform: "x".repeat(31) }, /at most 30/],
    [{ platform: "youzan", zh: 'the "best"' }, /name "the/],
    [{ platform: "youzan", zh: "a */ b" }, /name "a/],
    [{ platform: "youzan", en: "two\nlines" }, /name "two/],
    [{ platform: "youzan", en: " " }, /name " "/],
    [{ platform: "youzan", en: "n".repeat(41) }, /at most 40/],
    [{ platform: "youzan", packageName: "Youzan" }, /capital letters.*huidan-adapter-youzan/],
    [{ platform: "youzan", packageName: "../youzan" }, /is not valid/],
    [{ platform: "youzan", packageName: "node_modules" }, /is not valid/]
  ]
  it.each(refused)("refuses %o, and says what to write", (given, about) => {
    const { advice, message } = Result.getOrThrow(Result.flip(adapterNames(given)))
    assert.match(`${message}. ${advice}`, about)
    assert.match(advice, /\.$/)
  })
})
