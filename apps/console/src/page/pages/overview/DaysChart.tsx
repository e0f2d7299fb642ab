import { BarChart } from "echarts/charts"
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components"
import { init, use } from "echarts/core"
import { CanvasRenderer } from "echarts/renderers"
import { useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"
import type { DaySum } from "../../../api/overview.ts"
import { moneyText } from "../../format/money.ts"
import { useNames } from "../../parts/ShopName.tsx"
import { usePreferences } from "../../theme/preferences.tsx"
import { chartColours } from "../../theme/tokens.ts"
import { daysBetween, type Measure, mainCurrency, seriesOf } from "./sums.ts"

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

interface DaysChartProps {
  readonly days: ReadonlyArray<DaySum>
  readonly from: string
  readonly to: string
  readonly measure: Measure
}

const text = { light: "#454c58", dark: "#c2c8d1" } as const
const line = { light: "#dfe3e8", dark: "#333a44" } as const

/** Orders or paid amounts by day, one colour for each platform. A screen reader reads the table below it instead. */
export const DaysChart = ({ days, from, measure, to }: DaysChartProps) => {
  const { t } = useTranslation()
  const { scheme } = usePreferences()
  const names = useNames()
  const area = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = area.current
    if (element === null) return
    const chart = init(element)
    const currency = mainCurrency(days)
    const dates = daysBetween(from, to)
    const shown = (value: number): string => (measure === "orders" ? String(value) : moneyText(value, currency))
    const colour = text[scheme]
    chart.setOption({
      animation: false,
      color: [...chartColours[scheme]],
      textStyle: { color: colour },
      legend: { bottom: 0, textStyle: { color: colour } },
      grid: { top: 16, left: 8, right: 8, bottom: 36, containLabel: true },
      // Rich text is drawn in the canvas: a tooltip of HTML would need inline styles, which the page does not allow.
      tooltip: {
        trigger: "axis",
        renderMode: "richText",
        backgroundColor: scheme === "light" ? "#ffffff" : "#1f242c",
        textStyle: { color: colour },
        valueFormatter: (value: unknown) => (typeof value === "number" ? shown(value) : "—")
      },
      xAxis: {
        type: "category",
        data: dates.map((day) => day.slice(5)),
        axisLabel: { color: colour },
        axisLine: { lineStyle: { color: line[scheme] } }
      },
      yAxis: {
        type: "value",
        ...(measure === "orders" ? { minInterval: 1 } : { minInterval: 100 }),
        axisLabel: { color: colour, formatter: shown },
        splitLine: { lineStyle: { color: line[scheme] } }
      },
      series: seriesOf(days, dates, measure).map(({ data, platform }) => ({
        name: names.platform(platform),
        type: "bar",
        stack: "all",
        data
      }))
    })
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.dispose()
    }
  }, [days, from, to, measure, names, scheme])
  return <div ref={area} className="chart" role="img" aria-label={t("overview.chart")} />
}
