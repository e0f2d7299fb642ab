/** The people of an order. What identifies a person is private text. */
import * as Schema from "effect/Schema"
import * as Vocabulary from "./OrderVocabulary.ts"
import { listOf, orNull } from "./optionalField.ts"
import { Text } from "./orderField.ts"
import { PrivateText } from "./PrivateText.ts"

/** Who bought. */
export const Buyer = Schema.Struct({
  /**
   * The platform's id of the buyer. It is text, since programs group orders by it, and it is personal data: some
   * platforms use a WeChat open id or union id, which then stands here only.
   */
  id: orNull(Text),
  name: orNull(PrivateText),
  phones: listOf(PrivateText),
  avatarUrl: orNull(Text),
  /** The buyer's WeChat id within one application, where the platform's own id is another one. */
  wechatOpenId: orNull(PrivateText),
  /** The buyer's WeChat id within one developer account, where the platform's own id is another one. */
  wechatUnionId: orNull(PrivateText)
}).annotate({ identifier: "Buyer" })
/** Who bought. */
export interface Buyer extends Schema.Schema.Type<typeof Buyer> {}

/** Where the goods go. */
export const Recipient = Schema.Struct({
  name: orNull(PrivateText),
  phone: orNull(PrivateText),
  /** An ISO 3166-1 code, `CN`. */
  country: orNull(Text),
  province: orNull(Text),
  city: orNull(Text),
  district: orNull(Text),
  street: orNull(Text),
  areaCode: orNull(Text),
  /** The rest of the address: street, building, room. */
  detail: orNull(PrivateText),
  /** The platform's address id: orders with the same key can go in one parcel. */
  mergeKey: orNull(Text)
}).annotate({ identifier: "Recipient" })
/** Where the goods go. */
export interface Recipient extends Schema.Schema.Type<typeof Recipient> {}

/** A business or employee with a role in the sale. */
export const Party = Schema.Struct({
  role: Vocabulary.PartyRole,
  /** The platform's id of the party. */
  id: orNull(Text),
  name: orNull(PrivateText),
  phone: orNull(PrivateText)
}).annotate({ identifier: "Party" })
/** A business or employee with a role in the sale. */
export interface Party extends Schema.Schema.Type<typeof Party> {}

/** An answer to a question of a participant's form. */
export const ParticipantAnswer = Schema.Struct({
  question: orNull(Text),
  answer: orNull(PrivateText)
}).annotate({ identifier: "ParticipantAnswer" })

/** Who takes part in what was bought, for example the student of a course. */
export const Participant = Schema.Struct({
  role: Vocabulary.ParticipantRole,
  id: orNull(Text),
  name: orNull(PrivateText),
  phone: orNull(PrivateText),
  /** What was filled in for the participant. */
  answers: listOf(ParticipantAnswer)
}).annotate({ identifier: "Participant" })
/** Who takes part in what was bought, for example the student of a course. */
export interface Participant extends Schema.Schema.Type<typeof Participant> {}

/** The invoice that the buyer asked for. */
export const Invoice = Schema.Struct({
  /** The name on the invoice. */
  title: orNull(PrivateText),
  /** Of a company, or of a person who has a number of their own. */
  taxNumber: orNull(PrivateText),
  email: orNull(PrivateText),
  phone: orNull(PrivateText),
  bank: orNull(Text),
  bankAccount: orNull(PrivateText),
  address: orNull(PrivateText),
  content: orNull(Text)
}).annotate({ identifier: "Invoice" })
/** The invoice that the buyer asked for. */
export interface Invoice extends Schema.Schema.Type<typeof Invoice> {}
