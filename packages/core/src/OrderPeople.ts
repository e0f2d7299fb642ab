/** The people of an order. What identifies a person is private text. */
import * as Schema from "effect/Schema"
import * as Vocabulary from "./OrderVocabulary.ts"
import { listOf, orNull, Text } from "./orderField.ts"
import { PrivateText } from "./PrivateText.ts"

export const Buyer = Schema.Struct({
  id: orNull(Text),
  name: orNull(PrivateText),
  phones: listOf(PrivateText),
  avatarUrl: orNull(Text),
  wechatOpenId: orNull(Text),
  wechatUnionId: orNull(Text)
}).annotate({ identifier: "Buyer" })
export interface Buyer extends Schema.Schema.Type<typeof Buyer> {}

/** `mergeKey` is the platform's address id: orders with one key go in one parcel. */
export const Recipient = Schema.Struct({
  name: orNull(PrivateText),
  phone: orNull(PrivateText),
  country: orNull(Text),
  province: orNull(Text),
  city: orNull(Text),
  district: orNull(Text),
  street: orNull(Text),
  areaCode: orNull(Text),
  detail: orNull(PrivateText),
  mergeKey: orNull(Text)
}).annotate({ identifier: "Recipient" })
export interface Recipient extends Schema.Schema.Type<typeof Recipient> {}

export const Party = Schema.Struct({
  role: Vocabulary.PartyRole,
  id: orNull(Text),
  name: orNull(PrivateText),
  phone: orNull(PrivateText)
}).annotate({ identifier: "Party" })
export interface Party extends Schema.Schema.Type<typeof Party> {}

export const Answer = Schema.Struct({ question: orNull(Text), answer: orNull(PrivateText) }).annotate({
  identifier: "Answer"
})

export const Participant = Schema.Struct({
  role: Vocabulary.ParticipantRole,
  id: orNull(Text),
  name: orNull(PrivateText),
  phone: orNull(PrivateText),
  answers: listOf(Answer)
}).annotate({ identifier: "Participant" })
export interface Participant extends Schema.Schema.Type<typeof Participant> {}

export const Invoice = Schema.Struct({
  title: orNull(Text),
  taxNumber: orNull(Text),
  email: orNull(PrivateText),
  phone: orNull(PrivateText),
  bank: orNull(Text),
  bankAccount: orNull(PrivateText),
  address: orNull(Text),
  content: orNull(Text)
}).annotate({ identifier: "Invoice" })
export interface Invoice extends Schema.Schema.Type<typeof Invoice> {}
