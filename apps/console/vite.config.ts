import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The server serves `dist` under `/console/`. Nothing inline, for its content security policy. */
export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    // What `light-dark()` needs, so that the colour scheme is never compiled away.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
});
