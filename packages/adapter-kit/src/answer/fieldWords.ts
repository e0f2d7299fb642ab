/**
 * Words of which platforms make the names of fields, beside those of their messages: of goods, amounts, people's data and
 * parcels. None of them is a name of a person or a place, so a key of such words alone says nothing about anybody.
 */
export const fieldWords: ReadonlySet<string> = new Set(
  `
  activity actual ad addr address adjustment after aftersale alive amounts android answer answers apple appoint
  appointment area arr author auto avatar bank basis bearer birth birthday bubble bundle bundled bundles bus buy
  campaign car card carrier cash category change changes charge charges choose cid cipher city claimed closes closure
  coin collect collectibles collection comment comments commission commissions community company completed component
  components consignee consume contract cost country county coupons course cps creator custom customization deduct
  deducted delivered delivery departure discount discounts display distribute distribution distributor district
  documented douyin earned electronic email enable estimate exp export exports external extras fees finder finish
  finished flag flags flash fourth freight fulfilment full gender gift gifts gold good grade gross group groups hand
  height help hover iap image images img import imported indentor infos inputs insurance integral intention inventory
  invoice invoices label labels latitude leave line lines link live longitude lucky main market mask masked material
  memo meta mobile modified multi nick nickname notes numbers opens operator origin original outer packages packing parcel
  parcels parent participants parties partly party payable percent period phase phases phones photo pic picker pickup
  picture pictures place plan pname poi pointer points position pre preferential prepaid presale prices product
  products progress promise promoter promotion promotions property province purchase purchased quantity quarantined
  question questions quick ratio raw reason reasons rebate receipt receiver recipient redeem redpack reduce reference
  references refundable refunded refunds region registered relation release remain remaining remarks reserve revenue
  reward room sale sales scene school score second services settle settled settlement sex share shares shipment
  shipments shipped show single sort specs staff star stars stat statistics stock storage store str street student
  study subsidy sum superior supplier talent tax taxes team telephone theme third thumbnail tour town track tracking
  trade trans trial ui undocumented unit units usage username validity variant veri verified video vip virtual visit
  volume voucher vouchers warehouse warehouses warnings way wechat weight weights width word words write writeoff
  writtenoff
`.match(/\S+/g)
)
