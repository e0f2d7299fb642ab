import { operation } from "@huidan/adapter-kit"
import type { Json } from "@huidan/core"
import { post } from "../Auth.ts"
import { manifest } from "../Manifest.ts"
import type { XiaoeOptions } from "../Options.ts"
import { AfterSaleDetail, AfterSaleList } from "./Wire.ts"

/** The after-sales of one order. */
export const afterSaleList = operation(manifest, "after_sale.list", {
  answer: AfterSaleList,
  call: (filters: { readonly [name: string]: Json }) => post(filters)
})

/** One after-sale by its number, given by a parameter whose name is not published. */
export const afterSaleDetail = operation(manifest, "after_sale.detail", {
  answer: AfterSaleDetail,
  call: ({ id, parameter }: { readonly id: string; readonly parameter: string }) => post({ [parameter]: id })
})

/** The operations of this folder that are not called with these options. */
export const uncalledAfterSales = ({ afterSaleParameter, afterSales }: XiaoeOptions): ReadonlyArray<string> =>
  [
    { name: afterSaleList.name, isCalled: afterSales === true },
    { name: afterSaleDetail.name, isCalled: afterSaleParameter !== undefined }
  ]
    .filter(({ isCalled }) => !isCalled)
    .map(({ name }) => name)
