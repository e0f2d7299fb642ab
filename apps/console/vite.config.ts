import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

const isOfChart = /\/node_modules\/(?:echarts|zrender|tslib)\//

const isCommon =
  /\/node_modules\/|\/src\/(?:page\/(?:api|format|i18n|layout|parts|theme|pages\/checklist)|api)\/|\/packages\/core\//

export default defineConfig({
  root: "src/page",
  base: "/",
  plugins: [react()],
  build: {
    outDir: "../../dist/page",
    emptyOutDir: true,
    target: "es2023",
    // Files have hashes as names and can be kept for ever; the page's policy allows no `data:` scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // Few files, so that the first page needs few requests. What only the overview needs, the chart, is in its file.
        codeSplitting: {
          groups: [{ name: "common", test: (id) => isCommon.test(id) && !isOfChart.test(id) }]
        }
      }
    }
  }
})
