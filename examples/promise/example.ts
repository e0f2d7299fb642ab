import { createWshotoClient } from "@huidan/adapter-wshoto"

const client = createWshotoClient({
  appId: process.env.WSHOTO_APP_ID ?? "",
  appSecret: process.env.WSHOTO_APP_SECRET ?? "",
  baseUrl: process.env.WSHOTO_BASE_URL ?? "https://open.wshoto.com"
})
const order = await client.getOrder(process.env.WSHOTO_ORDER_ID ?? "")
console.log(order.key, order.status.trade, `${order.amounts.payable} fen`)
await client.close()
