/**
 * Tables of `xe.order.list.get/1.0.1`. Its parameter table is not published: the codes are those of list 1.0, and where
 * that lacks a field, those of detail 1.0 *(inferred)*.
 */
import * as Detail10 from "../detail10/Codes.ts"
import * as List10 from "../list10/Codes.ts"

export const lineTypes = Detail10.lineTypes
export const fulfilmentStates = Detail10.fulfilmentStates
export const lineAfterSaleStates = Detail10.lineAfterSaleStates
export const paymentMethods = List10.paymentMethods
export const defaultPayWays = List10.defaultPayWays
export const afterSaleStates = List10.afterSaleStates
export const groupOpen = List10.groupOpen
