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
    // The page's policy allows no `data:` scripts, and its file names are hashes: they can be kept for ever.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500
  }
})
