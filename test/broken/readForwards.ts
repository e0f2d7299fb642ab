import { type BrokenAdapter, type Sound, sound } from "./BrokenAdapter.ts"
import { withAnswers } from "./changes.ts"

/** 抖店 with only its door `official`, which lists by update time, in pages of ten. */
const official = ({ adapter, twin }: Sound): Sound => {
  const [door] = twin.doors ?? []
  const { doors: _doors, ...alone } = twin
  return {
    adapter: { ...adapter, make: (options) => adapter.make({ ...(options as object), listLimits: { pageSize: 10 } }) },
    twin: {
      ...alone,
      shopOptions: (baseUrl) => {
        const { options, secrets } = twin.shopOptions(baseUrl)
        return { options: { ...options, ...door?.options }, secrets: { ...secrets, ...door?.secrets } }
      }
    }
  }
}

export const readForwards: BrokenAdapter = {
  mistake: "a list by update time is read from its first page on, while its rows move",
  breaks: "completeness",
  follows: {},
  // Without a total the last page is not known.
  subject: withAnswers(official(sound.doudian), (body) => body.replace(/("page":"?\d+"?,"total":)"?\d+"?/, "$1null"))
}
