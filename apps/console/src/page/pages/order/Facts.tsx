import { type OrderJson, type Pointer, type PrivateTextJson, shownText } from "@huidan/core"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { useFieldLabel } from "../../parts/fieldLabel.ts"
import { useNames } from "../../parts/ShopName.tsx"
import { Field } from "./Field.tsx"
import { useValueText } from "./useValueText.ts"

/** A field and what is shown of it; `null` where the platform states nothing. */
type Fact = readonly [place: Pointer, text: string | null]

/** Fields with their names; those that the platform does not state are left out. */
const Facts = ({ facts, missing }: { readonly facts: ReadonlyArray<Fact>; readonly missing: ReactNode }) => {
  const label = useFieldLabel()
  const stated = facts.filter(([, text]) => text !== null && text !== "")
  if (stated.length === 0) return <p className="muted">{missing}</p>
  return (
    <dl className="facts">
      {stated.map(([place, text]) => (
        <FactRow key={place} name={label(place)} place={place} text={text} />
      ))}
    </dl>
  )
}

interface FactRowProps {
  readonly name: string
  readonly place: Pointer
  readonly text: string | null
}

const FactRow = ({ name, place, text }: FactRowProps) => (
  <>
    <dt>{name}</dt>
    <dd>
      <Field place={place}>{text}</Field>
    </dd>
  </>
)

const hidden = (text: PrivateTextJson | null): string | null => shownText(text)

/** Who bought, and where it goes: masked unless it was revealed. */
export const PeopleFacts = ({ order: { buyer, recipient } }: { readonly order: OrderJson }) => {
  const { t } = useTranslation()
  return (
    <Facts
      missing={t("order.notStated")}
      facts={[
        ["/buyer/id", buyer.id],
        ["/buyer/name", hidden(buyer.name)],
        ...buyer.phones.map((phone, index): Fact => [`/buyer/phones/${index}`, hidden(phone)]),
        ...(recipient === null
          ? []
          : ([
              ["/recipient/name", hidden(recipient.name)],
              ["/recipient/phone", hidden(recipient.phone)],
              ["/recipient/province", recipient.province],
              ["/recipient/city", recipient.city],
              ["/recipient/district", recipient.district],
              ["/recipient/street", recipient.street],
              ["/recipient/detail", hidden(recipient.detail)]
            ] satisfies ReadonlyArray<Fact>))
      ]}
    />
  )
}

/** Payment, delivery, channel, notes and times that have no place of their own on the page. */
export const OtherFacts = ({ order }: { readonly order: OrderJson }) => {
  const { t } = useTranslation()
  const valueText = useValueText(order.amounts.currency)
  const names = useNames()
  const { channel, delivery, kind, notes, payment, shop, status, tags, times } = order
  const told = (place: Pointer, value: string | null): Fact => [place, value === null ? null : valueText(place, value)]
  return (
    <Facts
      missing={t("order.notStated")}
      facts={[
        ["/platform", names.platform(order.platform)],
        told("/kind", kind),
        ["/shop/id", shop.id],
        ["/shop/name", shop.name],
        ["/status/label", status.label],
        told("/status/closeReason", status.closeReason),
        ["/status/closeNote", status.closeNote],
        told("/times/created", times.created),
        told("/times/updated", times.updated),
        told("/times/expires", times.expires),
        told("/times/autoConfirm", times.autoConfirm),
        told("/times/settlementExpected", times.settlementExpected),
        told("/payment/method", payment.method),
        ["/payment/transactionId", payment.transactionId],
        ["/payment/merchantOrderId", payment.merchantOrderId],
        told("/delivery/method", delivery.method),
        told("/delivery/shipBy", delivery.shipBy),
        ["/delivery/pickup/place", delivery.pickup?.place ?? null],
        ["/channel/name", channel.name],
        ["/channel/creatorName", channel.creatorName],
        ["/channel/liveRoomId", channel.liveRoomId],
        ["/notes/buyer", hidden(notes.buyer)],
        ["/notes/seller", hidden(notes.seller)],
        ["/notes/flag", notes.flag],
        ...tags.map((tag, index): Fact => [`/tags/${index}`, tag])
      ]}
    />
  )
}
