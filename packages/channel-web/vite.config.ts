import { defineConfig } from 'vite';

/** The chat page, and the script that shows it in others: relative addresses, since the connector's name is part of its address; nothing inline, for its strict policy. */
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
    rolldownOptions: {
      input: { index: 'web/index.html', embed: 'web/embed.ts' },
      // Other pages include the script by its name, which never changes.
      output: {
        entryFileNames: ({ name }) => (name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js'),
        // A classic script shares its names with the page around it.
        banner: ({ name }) => (name === 'embed' ? '(() => {' : ''),
        footer: ({ name }) => (name === 'embed' ? '})();' : ''),
      },
    },
  },
});
