/**
 * Words that platforms use in the names of fields, beside those of their messages: of goods, amounts, people's data and
 * parcels. None of them is a name of a person or a place, so a key of such words alone says nothing about anybody.
 */
export const fieldWords: ReadonlySet<string> = new Set(
  `
  activity actual ad addr address adjustment adname after aftersale alive amounts android answer answers app apple
  appoint appointment area arr asked author auto avatar bank basis bearer birth birthday bubble bundle bundled bundles
  bus buy campaign cant car card carrier cash category change changes charge charges choose cid cipher city claimed
  closes closure coin collect collectibles collection comment comments commission commissions community company
  completed component components consignee consume contract cost cou country county coupons course cps creator cu
  custom customization deduct deducted default deliver delivered delivery departure dhs discount discounts display distribute
  distribution distributor district doc documented done doudian douyin dy earned electronic email enable estimate exp
  export exports external extras fees finder finish finished flag flags flash fourth freight fulfilment full gender
  gift gifts gitf gold good grade gross group groups hand height help hover iap image images img import imported
  indentor infos inputs insurance integral intention inventory invoice invoices jump kol ks label labels latitude
  leave line lines link live longitude lucky main market mask masked material mchid memo meta mobile modified multi
  muti nick nickname notes numbers opens operator options origin original outer packages packing parcel parcels parent
  participants parties partly party payable percent period phase phases phones photo pic pick picker pickup picture
  pictures place plan pname poi pointer points position postage pre preferential prepaid presale prices product
  products progress promise promoter promotion promotions property province purchase purchased quantity quarantined
  que question questions quick ratio raw reason reasons rebate receipt received receiver recipient redeem redpack
  reduce reference references refundable refunded refunds region registered relation release remain remaining remarks
  reserve revenue reward room sale sales scene school score second services settle settled settlement sex share shares
  shipment shipments shipped show single sort specs staff star stars stat statistics stock storage store str street
  student study sub subsidy sum superior supplier talent tax taxes team telephone theme third thumbnail tour town
  track tracking trade trans trial type ui undocumented unit units usage username validity variant veri verified video
  vip virtual visit volume voucher vouchers vs warehouse warehouses warnings way wechat weight weights width word
  words write writeoff writtenoff wx
`.match(/\S+/g)
)
