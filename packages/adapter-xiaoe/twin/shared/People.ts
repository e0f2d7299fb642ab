/** Buyer, receiver, dealers, students: as far as Xiaoe knows them. */
import { absent, type JsonNode, type TrueOrderContext, trueId } from "@huidan/conformance"
import { type Buyer, type Order, type Participant, type Party, plainText, type Recipient } from "@huidan/core"
import { shown } from "./Spelling.ts"
import { isChannelsSale } from "./States.ts"

export const withPeople = (order: Order, context: TrueOrderContext): Order => ({
  ...order,
  buyer: buyerOf(order, context),
  recipient: recipientOf(order),
  parties: dealersOf(context),
  participants: participantsOf(order, context),
  // Buyers write to the shop where there is something to send; flags are in no answer.
  notes: { ...order.notes, buyer: order.delivery.method === "express" ? order.notes.buyer : null, flag: null }
})

const buyerOf = (order: Order, { dice }: TrueOrderContext): Buyer => ({
  ...order.buyer,
  id: `u_${dice.digits(13)}_NrK9wAvMfy`,
  // 买家信息采集手机号: what a form asked for, beside the number of the account.
  phones: dice.chance(0.2) ? [...order.buyer.phones, plainText(`1380001${dice.digits(4)}`)] : order.buyer.phones,
  wechatOpenId: isChannelsSale(order) ? order.buyer.wechatOpenId : null,
  wechatUnionId: null
})

const recipientOf = ({ delivery, recipient }: Order): Recipient | null => {
  // Parcels go to provinces of China; who picks up is named with the place (`pickup`), and receives nothing.
  if (delivery.method !== "express" || recipient === null) return null
  return { ...recipient, street: null, areaCode: null, mergeKey: null }
}

const dealersOf = ({ dice }: TrueOrderContext): ReadonlyArray<Party> => {
  if (!dice.chance(0.12)) return []
  const person = (role: Party["role"], name: string): Party => ({
    role,
    id: `u_${dice.digits(13)}`,
    name: plainText(name),
    phone: plainText(`1380002${dice.digits(4)}`)
  })
  const dealer = person("dealer", "华东经销商")
  return dice.chance(0.5) ? [dealer, person("dealer_staff", "小赵")] : [dealer]
}

const participantsOf = (order: Order, context: TrueOrderContext): Order["participants"] =>
  order.delivery.method === "digital"
    ? order.participants.map((student) => ({
        ...student,
        id: `u_${trueId(context, 420)}`,
        answers: [...fixedAnswers(context), ...student.answers]
      }))
    : []

/** What the form of every shop asks, in the order of the table of 2.0; the shop's own questions (`c_data`) follow. */
const fixedQuestions = {
  // No code is documented: the value itself is the answer.
  sex: "性别",
  birthDate: "生日",
  grade: "年级",
  wechat: "微信号",
  address: "学员地址",
  school: "意向上课校区",
  schoolAddress: "意向上课地点",
  time: "意向上课时间"
} as const

const fixedAnswers = ({ dice }: TrueOrderContext): Participant["answers"] => {
  const given: Readonly<Record<keyof typeof fixedQuestions, string>> = {
    sex: dice.pick(["1", "2"]),
    birthDate: "2012-05-06",
    grade: "三年级",
    wechat: `wx_${dice.digits(8)}`,
    address: "广东省深圳市南山区",
    school: "南山校区",
    schoolAddress: "某某路1号",
    time: "2024-07-01 09:00:00"
  }
  return Object.entries(fixedQuestions).flatMap(([key, question]) =>
    dice.chance(0.5) ? [{ question, answer: plainText(given[key as keyof typeof fixedQuestions]) }] : []
  )
}

/** What a student answered to one of the fixed questions. */
export const fixedAnswer = (student: Participant | undefined, key: keyof typeof fixedQuestions): string =>
  shown(student?.answers.find(({ question }) => question === fixedQuestions[key])?.answer)

const fixedWords: ReadonlySet<string | null> = new Set(Object.values(fixedQuestions))

/** `c_data`: what the shop's own form asked. */
export const ownAnswers = (student: Participant | undefined): JsonNode => {
  const own = (student?.answers ?? []).filter(({ question }) => !fixedWords.has(question))
  return own.length === 0
    ? absent([])
    : own.map(({ answer, question }) => ({ key: question ?? "", value: shown(answer) }))
}
