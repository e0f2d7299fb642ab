/** The texts of true orders: invented, and chosen because they are hard to encode. */

export interface Place {
  readonly province: string
  readonly city: string
  readonly district: string
  readonly areaCode: string
}

export const places: readonly [Place, ...ReadonlyArray<Place>] = [
  { province: "北京市", city: "北京市", district: "东城区", areaCode: "110101" },
  { province: "上海市", city: "上海市", district: "徐汇区", areaCode: "310104" },
  { province: "广东省", city: "深圳市", district: "南山区", areaCode: "440305" },
  { province: "四川省", city: "成都市", district: "武侯区", areaCode: "510107" },
  { province: "新疆维吾尔自治区", city: "乌鲁木齐市", district: "天山区", areaCode: "650102" }
]

export const streets = ["东城街道", "幸福路", "人民大道", "科技园南区"] as const

/** With quotes, backslashes, slashes, markup, an emoji, and characters that XML or HTML would escape. */
export const titles = [
  "白色纯棉T恤",
  'Node.js "从入门到放弃" 课程',
  "28天写作营 & 一对一点评",
  "咖啡豆 500g/袋 \\ 深烘",
  "生日蛋糕🎂8寸",
  "<新品> 无线耳机",
  "会员年卡",
  "商品1684087813209"
] as const

export const personNames = ["ROSE", "张三", "李小龙", "欧阳娜娜", "O'Neill", "小🐟", "王 五"] as const

/** With a picture that several joined characters make up, and with ideographs beyond the first 65 536 characters. */
export const rareTexts = {
  emoji: "周年庆🎁全家福👨‍👩‍👧礼盒",
  ideograph: "𠮷祥如意𪚥纹茶盏"
} as const

export const rareNames = { emoji: "糖糖🍬", ideograph: "𠮷田𣲷" } as const

/** The name of a house, with an ideograph of a surname and an emoji. */
export const rareHouse = "𠮷祥苑🏠"

export const colours = ["白色", "黑色", "藏青", "Red/红"] as const
export const sizes = ["S", "M", "XL", "均码"] as const

export const buyerNotes = ["请尽快发货", "放门口，别打电话", '要"加急"\n谢谢', "no onions / 不要香菜"] as const
export const sellerNotes = ["老客户", "已电话确认", "VIP <重点>"] as const
export const closeNotes = ["不想要了", "拍错了/多拍", "缺货"] as const
export const questions = ["您的年级？", "衣服尺码"] as const

export interface Carrier {
  readonly code: string
  readonly name: string
}

export const carriers: readonly [Carrier, ...ReadonlyArray<Carrier>] = [
  { code: "yuantong", name: "圆通快递" },
  { code: "shunfeng", name: "顺丰速运" },
  { code: "zhongtong", name: "中通快递" }
]
