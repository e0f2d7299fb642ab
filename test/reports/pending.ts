/** Cases that are not right yet. */
export const pending: ReadonlySet<string> = new Set([
  "dd-pay-type-16-cashier",
  "dd-exchange-is-no-refund",
  "dd-after-sale-status-8",
  "dd-order-type-6-service-market",
  "dd-presale-balance-quantity-2",
  "dd-official-deduction-beside-coupon",
  "dd-payment-discount-mixed-charge-shop",
  "dd-flower-order-payer-phone",
  "dd-bundle-component-code",
  "dd-hourly-store-is-no-pickup",
  "dd-has-tax-included",
  "dd-sole-paid-line-refunded-beside-gift",
  "dd-instant-retail-properties",
  "dd-coupon-of-two-bearers",
  "dd-presale-deposit-kept-balance-unpaid"
])
