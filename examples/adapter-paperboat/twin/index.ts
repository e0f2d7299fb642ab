/** Paper Boat's open platform, simulated from PLATFORM.md alone. */
import { removeAt, setAt, type TwinDefinition, twinContract } from "@huidan/conformance"
import { key, secret, shopId } from "./Auth.ts"
import { refusal } from "./Errors.ts"
import { orderDetail } from "./orderDetail/Operation.ts"
import { orderList } from "./orderList/Operation.ts"
import { push, pushSecret } from "./push/Push.ts"
import { limits } from "./shared/Limits.ts"

export const twin: TwinDefinition = {
  contract: twinContract,
  platform: "paperboat",
  limits,
  operations: { "order.detail": orderDetail, "order.list": orderList },
  token: null,
  privateParameters: ["nonce", "sign"],
  quotaRefusal: { status: 200, body: refusal("too_fast", "more requests than allowed") },
  errorAnswer: refusal,
  poisons: [
    {
      name: "an amount below one fen",
      spoil: (row, operation) => setAt(row, operation === "order.detail" ? "/price/total" : "/total", "0.015")
    },
    { name: "no number", spoil: (row) => removeAt(row, "/id") },
    { name: "a day that does not exist", spoil: (row) => setAt(row, "/created", "2024-02-31T10:00:00.000+08:00") }
  ],
  finds: "list",
  push,
  shopOptions: (baseUrl) => ({ options: { baseUrl, shopId, key }, secrets: { secret, pushSecret } })
}
