import { defineConfig } from 'vite';

/** The chat page: relative addresses, since the connector's name is part of its address; nothing inline, for its strict policy. */
export default defineConfig({
  root: 'web',
  base: './',
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // What `light-dark()` needs, so that the colour scheme is never compiled away.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
