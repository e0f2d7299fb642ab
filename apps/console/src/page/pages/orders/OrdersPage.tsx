import { useInfiniteQuery } from "@tanstack/react-query"
import { Link, useNavigate, useSearch } from "@tanstack/react-router"
import { Button } from "antd"
import * as Redacted from "effect/Redacted"
import { useCallback, useEffect, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { call } from "../../api/client.ts"
import { type OrderQuery, ordersQuery, pageSize } from "../../api/queries.ts"
import { timeText } from "../../format/time.ts"
import { Page } from "../../parts/Page.tsx"
import { Answer, Empty } from "../../parts/states.tsx"
import { exportAddress } from "./exportAddress.ts"
import { asksForRefunds, type OrderSearch, orderQueryOf, readOrderSearch } from "./filter.ts"
import { OrderFilters } from "./OrderFilters.tsx"
import { OrderGrid } from "./OrderGrid.tsx"
import { PasteDialog } from "./PasteDialog.tsx"
import { SearchBar } from "./SearchBar.tsx"
import { type Searched, useSearched } from "./searched.tsx"
import { TableSettings } from "./TableSettings.tsx"

/** Orders by a filter, page after page. */
const FilteredOrders = ({ isFiltered, query }: { readonly query: OrderQuery; readonly isFiltered: boolean }) => {
  const { t } = useTranslation()
  const answer = useInfiniteQuery(ordersQuery(query))
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = answer
  const last = answer.data?.pages.at(-1)
  // Where the store stopped reading, a person decides whether it goes on: that can take long.
  const readsByItself = hasNextPage && !isFetchingNextPage && last?.scannedTo === null
  const readMore = useCallback(() => void fetchNextPage(), [fetchNextPage])
  return (
    <Answer of={answer}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows)
        const scannedTo = pages.at(-1)?.scannedTo ?? null
        if (rows.length === 0 && !hasNextPage) {
          return isFiltered ? (
            <Empty title={t("orders.empty")}>
              <p>{t("orders.emptyNext")}</p>
              <Link to="/why">{t("orders.askWhy")}</Link>
            </Empty>
          ) : (
            <Empty title={t("orders.none")}>
              <p>{t("orders.noneNext")}</p>
              <Link to="/shops">{t("orders.goShops")}</Link>
            </Empty>
          )
        }
        return (
          <>
            <OrderGrid rows={rows} hasMore={readsByItself} readMore={readMore} />
            <div className="row grid-foot" role="status">
              <span className="muted">
                {isFetchingNextPage
                  ? t("orders.loadingMore")
                  : t(hasNextPage ? "orders.shown" : "orders.end", { count: rows.length })}
              </span>
              {scannedTo !== null && hasNextPage && (
                <>
                  <span>{t("orders.scanned", { time: timeText(scannedTo) })}</span>
                  <Button size="small" onClick={readMore}>
                    {t("orders.goOn")}
                  </Button>
                </>
              )}
            </div>
          </>
        )
      }}
    </Answer>
  )
}

interface FoundOrdersProps {
  readonly searched: Searched
  readonly query: OrderQuery
}

/** Orders by a text, among those of the filter. */
const FoundOrders = ({ query, searched }: FoundOrdersProps) => {
  const { t } = useTranslation()
  const answer = useInfiniteQuery({
    queryKey: ["orders", "search", searched, query],
    queryFn: ({ pageParam, signal }) =>
      call(
        ({ orders }) =>
          orders.search({
            payload: {
              ...query,
              by: searched.kind,
              text: Redacted.make(searched.text),
              limit: pageSize,
              ...(pageParam === null ? {} : { cursor: pageParam })
            }
          }),
        signal
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    gcTime: 0
  })
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = answer
  const readMore = useCallback(() => void fetchNextPage(), [fetchNextPage])
  return (
    <Answer of={answer}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows)
        if (rows.length === 0 && !hasNextPage) {
          return (
            <Empty title={t("orders.noResults", { text: searched.text })}>
              <p>{t("orders.noResultsNext")}</p>
              <Link to="/why">{t("orders.askWhy")}</Link>
            </Empty>
          )
        }
        return (
          <>
            <OrderGrid rows={rows} hasMore={hasNextPage && !isFetchingNextPage} readMore={readMore} />
            <p className="muted grid-foot" role="status">
              {t("orders.results", { text: searched.text, count: rows.length })}
              {pages.at(-1)?.isCut === true && ` ${t("orders.cut")}`}
            </p>
          </>
        )
      }}
    </Answer>
  )
}

interface ExportProps {
  readonly query: OrderQuery
  readonly isSearched: boolean
}

/** Exports the orders that the table shows; where it cannot, says why. */
const Export = ({ isSearched, query }: ExportProps) => {
  const { i18n, t } = useTranslation()
  const reasonId = useId()
  const address = isSearched ? null : exportAddress(query, i18n.language)
  if (address !== null) {
    return (
      <Button href={address} download>
        {t("orders.export")}
      </Button>
    )
  }
  return (
    <>
      <Button disabled aria-describedby={reasonId}>
        {t("orders.export")}
      </Button>
      <span className="muted" id={reasonId}>
        {t("orders.notExported")}
      </span>
    </>
  )
}

/** One table of the orders of all platforms. */
export const OrdersPage = () => {
  const { t } = useTranslation()
  const search = useSearch({ from: "/inside/orders" })
  const navigate = useNavigate({ from: "/orders" })
  const { search: keepSearch, searched: kept } = useSearched()
  const [isPasting, setPasting] = useState(false)
  const change = (changed: { readonly [Name in keyof OrderSearch]?: string }) =>
    void navigate({ search: readOrderSearch({ ...search, ...changed }), replace: true })
  const query = orderQueryOf(search)
  // The server does not search by when something was refunded: of the two, the one that was chosen last counts.
  const isByRefund = asksForRefunds(query)
  const searched = isByRefund ? null : kept
  useEffect(() => {
    if (isByRefund) keepSearch(null)
  }, [isByRefund, keepSearch])
  const begin = async (wanted: Searched | null) => {
    const { refundedFrom: _from, refundedTo: _to, ...others } = search
    if (wanted !== null && isByRefund) await navigate({ search: others, replace: true })
    keepSearch(wanted)
  }
  return (
    <Page
      title={t("page.orders")}
      lead={t("orders.lead")}
      actions={
        <>
          <Button aria-haspopup="dialog" onClick={() => setPasting(true)}>
            {t("orders.paste")}
          </Button>
          <TableSettings />
          <Export query={query} isSearched={searched !== null} />
        </>
      }
    >
      <div className="stack">
        <SearchBar searched={searched} search={(wanted) => void begin(wanted)} />
        <OrderFilters search={search} change={change} clear={() => void navigate({ search: {}, replace: true })} />
        {searched === null ? (
          <FilteredOrders query={query} isFiltered={Object.keys(search).length > 0} />
        ) : (
          <FoundOrders query={query} searched={searched} />
        )}
      </div>
      <PasteDialog isOpen={isPasting} close={() => setPasting(false)} />
    </Page>
  )
}
