import { defineConfig } from 'vite';

/** The chat page: relative addresses, since the connector's name is part of its address; nothing inline, for its strict policy. */
export default defineConfig({
  root: 'web',
  base: './',
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
