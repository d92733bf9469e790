// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds the page that draws Mermaid diagrams into the dashboard that was built before. Apart, so that none of it is in
// what every visit loads or keeps for offline use.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: at('.'),
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: at('dist'),
    emptyOutDir: false,
    assetsInlineLimit: 0,
    // Mermaid loads each kind of diagram when it is drawn.
    chunkSizeWarningLimit: 2_000,
    license: { fileName: 'licences-diagrams.txt' },
    rolldownOptions: { input: at('diagrams.html') },
  },
})
