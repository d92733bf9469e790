// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import preact from '@preact/preset-vite'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import dashboardHeaders from '../shared/dashboard-headers.json' with { type: 'json' }
import { fontFiles, fontLicences } from '../shared/src/core/fonts.ts'
import { coreRebuild } from './core-rebuild.ts'
import { pdfWriterAlias } from './pdf-writer.ts'
import { pdfWriterCache } from './src/data/local/pdf-writer-cache.ts'

const require = createRequire(import.meta.url)
const wasm = fileURLToPath(new URL('../wasm-core/dist/core.wasm', import.meta.url))

const top = fileURLToPath(new URL('..', import.meta.url))
const coreSources = [join(top, 'wasm-core/src'), join(top, 'shared/cpp')]
const buildCore = () => promisify(execFile)(join(top, 'scripts/build-wasm'))

/** The server that the dev server forwards API requests to. */
const server = process.env.RMIRROR_DEV_SERVER ?? 'http://127.0.0.1:8080'

/** Cached pictures of another core or other fonts are drawn again, because the core's pens may have improved. */
function coreVersion(): string {
  if (!existsSync(wasm)) return 'none'
  const hash = createHash('sha256')
  for (const file of [wasm, ...Object.values(fontFiles).map((font) => require.resolve(font))])
    hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

/** The fonts' licences require them to be distributed with the fonts. */
function fontLicence(): Plugin {
  return {
    name: 'rmirror-font-licence',
    generateBundle() {
      for (const [name, file] of Object.entries(fontLicences))
        this.emitFile({ type: 'asset', fileName: `assets/${name}`, source: readFileSync(require.resolve(file)) })
    },
  }
}

/** The page itself needs only names and the tree of the library code; its archive reader is for the workers. */
const treeshake = { moduleSideEffects: [{ test: /\/shared\/src\//, sideEffects: false }] }

/**
 * Bundles what every visit loads into one file. Split by what later screens share, it would be 25 files, and compress
 * worse.
 */
const firstLoad = { name: 'first', tags: ['$initial' as const] }

// The same headers as the server's.
const headers = { ...dashboardHeaders, 'X-Content-Type-Options': 'nosniff' }

export default defineConfig({
  resolve: { alias: pdfWriterAlias },
  define: { __CORE_VERSION__: JSON.stringify(coreVersion()) },
  plugins: [
    preact(),
    fontLicence(),
    coreRebuild({ sources: coreSources, build: buildCore }),
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      workbox: {
        globPatterns: ['**/*.{html,js,css,wasm,svg,png,rmdoc,woff2,ttf}'],
        // Titles in other scripts load their fonts on first use.
        globIgnores: [
          '**/literata-{cyrillic,greek,vietnamese}*',
          '**/literata-latin-ext-*-italic*',
          '**/mupdf-wasm*.wasm',
          // Encrypted backups need the server anyway.
          '**/{backup-worker,libsodium}*.js',
        ],
        // MuPDF is fetched when the browser is idle, see src/data/local/pdf-writer.ts.
        runtimeCaching: [
          { urlPattern: /\/assets\/mupdf-wasm/, handler: 'CacheFirst', options: { cacheName: pdfWriterCache } },
        ],
        navigateFallback: '/index.html',
        // Responses of the server itself, including its API documentation.
        navigateFallbackDenylist: [/^\/api\b/, /\.zip$/, /^\/diagrams\.html$/, /^\/(healthz|readyz|metrics)$/],
        cleanupOutdatedCaches: true,
      },
      manifest: {
        name: 'rMirror',
        short_name: 'rMirror',
        description:
          'Read, search and export every page of your reMarkable notebooks. Nothing leaves this browser unless you sync.',
        start_url: '/',
        display: 'standalone',
        background_color: '#f3eee4',
        theme_color: '#f3eee4',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
  worker: { format: 'es', rolldownOptions: { treeshake } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    license: { fileName: 'licences.txt' },
    rolldownOptions: { treeshake, output: { codeSplitting: { groups: [firstLoad] } } },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api/': server } },
  preview: { host: '127.0.0.1', port: 8080, strictPort: true, headers },
})
