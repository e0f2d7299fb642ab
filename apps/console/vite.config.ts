import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

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
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        // Few files, so that the first page needs few requests: the chart's library is in a file that only its page loads.
        codeSplitting: {
          groups: [
            { name: "chart", test: /node_modules\/(?:\.pnpm\/)?(?:echarts|zrender)/ },
            { name: "libraries", test: /node_modules/ },
            { name: "shared", test: /(?:src\/(?:page\/(?:api|format|i18n|layout|parts|theme)|api)|packages\/core)\// }
          ]
        }
      }
    }
  }
})
