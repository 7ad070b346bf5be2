import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** React Aria ships its words in some thirty languages; ours are two. */
const languages = {
  name: "languages",
  load: {
    filter: { id: /react-(aria|stately|aria-components)\/dist\/.*intl\/.*\/(?!zh-CN|en-US)[a-z]{2}-[A-Z]{2}\.m?js$/ },
    handler: () => "export default {};",
  },
};

export default defineConfig({
  plugins: [react(), languages],
  build: {
    target: "es2022",
    // The page's content policy allows no data: address, so that small pictures stay files.
    assetsInlineLimit: 0,
    rolldownOptions: { checks: { pluginTimings: false } }, // a slow machine is no fault of the build
  },
  test: {
    environment: "happy-dom",
    css: true, // the contrast test reads the real tokens
    testTimeout: 20_000, // a loaded machine with two cores is slow, not wrong
  },
});
