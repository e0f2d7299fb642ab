/** What was searched for. It is in memory only: a name or a telephone number may be in no address and in no storage. */
import { createContext, type ReactNode, use, useMemo, useState } from "react"
import type { SearchKind } from "../../../api/orders.ts"

/** A search. */
export interface Searched {
  readonly kind: SearchKind
  readonly text: string
}

interface SearchedState {
  readonly searched: Searched | null
  readonly search: (searched: Searched | null) => void
}

const Context = createContext<SearchedState>({ searched: null, search: () => undefined })

/** Keeps the search while other pages are open. */
export const SearchedProvider = ({ children }: { readonly children: ReactNode }) => {
  const [searched, search] = useState<Searched | null>(null)
  const value = useMemo(() => ({ searched, search }), [searched])
  return <Context value={value}>{children}</Context>
}

/** The search, and how to change it. */
export const useSearched = (): SearchedState => use(Context)
