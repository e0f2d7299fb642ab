import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"

const { adapter, twin } = sound.xiaoe

export const pushTimeNotChecked: BrokenAdapter = {
  mistake: "the time of a push is not checked",
  breaks: "push-verification",
  follows: {},
  subject: {
    twin,
    adapter: {
      ...adapter,
      make: (options) => adapter.make({ ...Object(options), pushWindow: Number.MAX_SAFE_INTEGER })
    }
  }
}
