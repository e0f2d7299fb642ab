/** The answers as the platform sends them, one file for each. */
export { OrderDetail10 } from "./XiaoeWireDetail10.ts"
export { OrderDetail20 } from "./XiaoeWireDetail20.ts"
export { OrderListRow10, OrderListRow11 } from "./XiaoeWireList.ts"
export { OrderListRow20 } from "./XiaoeWireList20.ts"
