/** The pages of the stub, a text that each shows once it is loaded, and who sees it if not anybody. */
import { rowOf } from "./stub/world.ts"

const { orderId, platform, shopId } = rowOf(0)

export const pages: ReadonlyArray<readonly [path: string, ready: string, name?: string]> = [
  ["/", "每日订单与实付金额"],
  ["/orders", "手冲咖啡壶 0"],
  [`/orders/${platform}/${shopId}/${orderId}`, "平台返回的原始数据（已脱敏）"],
  ["/why", "查原因"],
  ["/shops", "立即同步"],
  ["/quarantine", "重放"],
  ["/audit", "查看隐私内容"],
  ["/accounts", "重设密码", "boss"]
]
