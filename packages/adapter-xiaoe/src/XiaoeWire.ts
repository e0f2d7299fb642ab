/** The answers as the platform sends them, one file for each. */
export { OrderDetail10 } from "./detail10/Wire.ts"
export { OrderDetail20 } from "./detail20/Wire.ts"
export { OrderListRow10, OrderListRow11 } from "./list10/Wire.ts"
export { OrderListRow20 } from "./list20/Wire.ts"
