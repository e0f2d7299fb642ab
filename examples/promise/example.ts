import { createWshotoClient } from "@huidan/adapter-wshoto"

const { WSHOTO_APP_ID, WSHOTO_APP_SECRET, WSHOTO_BASE_URL, WSHOTO_ORDER_ID = "1" } = process.env
const client = createWshotoClient({ appId: WSHOTO_APP_ID, appSecret: WSHOTO_APP_SECRET, baseUrl: WSHOTO_BASE_URL })
await client.ready() // rejects if options are missing or wrong, and names them all
const order = await client.getOrder(WSHOTO_ORDER_ID)
console.log(order.key, order.status.trade, `${order.amounts.payable} fen`)
await client.close()
