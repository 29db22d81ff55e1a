import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/portal/",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // the API puts a new value here for every page, and allows styles by it alone
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: "../src/mirrorme/interfaces/http/static/portal",
    emptyOutDir: true,
    target: "es2022",
    // before compression; what a first load may weigh is measured in benchmarks/portal.py
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
            // what every page needs as one file: eighty small ones cost a slow device more than their bytes
            { name: "base", tags: ["$initial"], priority: 1 },
            // each as a file of its own would be looked up and linked before a page begins to load
            { name: "icons", test: /node_modules\/@tabler\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { "/v1": { target: "http://127.0.0.1:8400", ws: true }, "/store": "http://127.0.0.1:8400" },
  },
  test: {
    setupFiles: ["src/test/setup.ts"],
    css: false,
    restoreMocks: true,
    // making a document for each file takes longer than its tests; logic that needs one says so in its first line
    projects: [
      { extends: true, test: { name: "logic", environment: "node", include: ["src/**/*.test.ts"] } },
      { extends: true, test: { name: "components", environment: "jsdom", include: ["src/**/*.test.tsx"] } },
    ],
  },
});
