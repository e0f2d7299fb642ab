import { expect, it } from "@effect/vitest"
import { environmentVariable } from "../src/index.ts"

it("environmentVariable joins words in capital letters", () => {
  expect(environmentVariable("corner_shop", "clientSecret")).toBe("CORNER_SHOP_CLIENT_SECRET")
  expect(environmentVariable("shop2go", "apiURL")).toBe("SHOP2GO_API_URL")
  expect(environmentVariable("SHOP_A", "appId")).toBe("SHOP_A_APP_ID")
})
