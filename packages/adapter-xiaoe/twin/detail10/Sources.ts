/** Order detail 1.0: who brought the order (分销, 抖音, 视频号), who deals, who learns. */
import { absent, type JsonNode, literal } from "@huidan/conformance"
import type { Commission, Order } from "@huidan/core"
import { fixedAnswer, ownAnswers } from "../shared/People.ts"
import { shown } from "../shared/Spelling.ts"
import { isChannelsSale, isDouyinSale } from "../shared/States.ts"

const share = (order: Order, role: Commission["role"]): Commission | undefined =>
  order.commissions.find((commission) => commission.role === role)

/** `distribute_info`: persons and fen, no rate. */
export const distributeInfo = (order: Order): JsonNode => {
  const sharer = share(order, "sharer")
  const superior = share(order, "superior")
  if (sharer === undefined) return absent([])
  return {
    share_user_id: sharer.userId ?? "",
    share_user_nickname: shown(sharer.name),
    distribute_price: sharer.amount ?? 0,
    superior_distribute_user_id: superior?.userId ?? "",
    superior_distribute_user_nickname: shown(superior?.name),
    superior_distribute_price: superior?.amount ?? 0
  }
}

/** `cps_info`, 抖音: the room is a long, 0.35 is written 3500. */
export const cpsInfo = (order: Order): JsonNode => {
  if (!isDouyinSale(order)) return absent([])
  const creator = share(order, "creator")
  return {
    room_id: literal(order.channel.liveRoomId ?? "0"),
    talent_douyin_id: order.channel.creatorId ?? "",
    nickname: order.channel.creatorName ?? "",
    commission_rate: creator?.rateBasisPoints ?? 0,
    commission_amount: creator?.amount ?? 0
  }
}

/** `trace_info`, 视频号分享主播: a person, no money. */
export const traceInfo = (order: Order): JsonNode =>
  isChannelsSale(order)
    ? {
        finder_id: order.channel.creatorId ?? "",
        nick_name: order.channel.creatorName ?? "",
        open_id: "",
        trace_id: ""
      }
    : absent([])

export const wechatChannelInfo = (order: Order): JsonNode =>
  isChannelsSale(order)
    ? { wechat_channel_id: "wc_01", virtual_order_tel_number: "", open_id: shown(order.buyer.wechatOpenId) }
    : absent([])

/** `dhs_info` is `{}` where it is absent, unlike its sisters. */
export const dhsInfo = (order: Order): JsonNode => {
  const dealer = order.parties.find((party) => party.role === "dealer")
  const staff = order.parties.find((party) => party.role === "dealer_staff")
  if (dealer === undefined) return absent({})
  return {
    user_id: dealer.id ?? "",
    name: shown(dealer.name),
    phone: shown(dealer.phone),
    leave_value: 0,
    staff_user_id: staff?.id ?? "",
    staff_name: shown(staff?.name),
    staff_phone: shown(staff?.phone),
    url: ""
  }
}

/** `student_info`: one id for both of its id fields; the form of `c_data` is that of detail 2.0, 1.0 shows none. */
export const studentInfo = (order: Order): JsonNode => {
  const student = order.participants[0]
  if (student === undefined) return absent([])
  return {
    app_id: order.shop.id,
    order_id: order.orderId,
    student_id: student.id ?? "",
    course_offline_id: "",
    user_id: student.id ?? "",
    intention_school_addr: fixedAnswer(student, "schoolAddress"),
    intention_school: fixedAnswer(student, "school"),
    intention_time: fixedAnswer(student, "time"),
    // int; 0 is nobody's.
    sex: Number(fixedAnswer(student, "sex")),
    phone: shown(student.phone),
    name: shown(student.name),
    grade: fixedAnswer(student, "grade"),
    wechat_num: fixedAnswer(student, "wechat"),
    birth_date: fixedAnswer(student, "birthDate"),
    contact_address: fixedAnswer(student, "address"),
    c_data: ownAnswers(student)
  }
}
