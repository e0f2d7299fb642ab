import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { jobsQuery, meQuery, shopsQuery } from "../../api/queries.ts"
import { Page, Section } from "../../parts/Page.tsx"
import { Reason } from "../../parts/Reason.tsx"
import { Answer, Empty } from "../../parts/states.tsx"
import { Checklist } from "../checklist/Checklist.tsx"
import { JobList } from "./JobList.tsx"
import { ShopCard } from "./ShopCard.tsx"

/** How far each shop is, what runs, and what can be done. */
export const ShopsPage = () => {
  const { t } = useTranslation()
  const { data: me } = useQuery(meQuery)
  const shops = useQuery(shopsQuery)
  const jobs = useQuery(jobsQuery)
  const seesAll = me?.shops === null
  const isEmpty = shops.data?.shops.length === 0 && shops.data.unloaded.length === 0
  if (isEmpty && seesAll) return <Checklist />
  return (
    <Page title={t("page.shops")} lead={t("shops.lead")}>
      <div className="stack">
        <Answer of={shops}>
          {(answer) =>
            answer.shops.length + answer.unloaded.length === 0 ? (
              <Empty title={t("shops.empty")}>
                <p>{t("shops.emptyNext")}</p>
              </Empty>
            ) : (
              <div className="cards">
                {answer.unloaded.map(({ name, unopened }) => (
                  <section key={name} className="card stack" aria-label={name}>
                    <h2>{name}</h2>
                    <div className="notice notice-bad">
                      <strong>{t("shops.unopened")}</strong>
                      <Reason tag={unopened.reason} message={`${unopened.message} ${unopened.advice}`} />
                    </div>
                  </section>
                ))}
                {answer.shops.map((shop) => (
                  <ShopCard key={`${shop.platform}/${shop.shopId}`} shop={shop} />
                ))}
              </div>
            )
          }
        </Answer>
        <Section title={t("shops.jobs")}>
          <Answer of={jobs}>{(answer) => <JobList jobs={answer.jobs} />}</Answer>
        </Section>
      </div>
    </Page>
  )
}
