import { Original } from "./Original.tsx"
import { useReasonAdvice, useReasonLabel } from "./useReasonLabel.ts"

interface ReasonProps {
  /** The tag of the reason: `RateLimited`. */
  readonly tag: string
  /** The message as it came, in English; `null` if there is none. */
  readonly message: string | null
}

/** Why something failed, what to do about it, and the message as it came. */
export const Reason = ({ message, tag }: ReasonProps) => {
  const label = useReasonLabel()
  const advice = useReasonAdvice()
  return (
    <div>
      <p>{label(tag)}</p>
      <p className="muted">{advice(tag)}</p>
      {message !== null && <Original text={message} />}
    </div>
  )
}
