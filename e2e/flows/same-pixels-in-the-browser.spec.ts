// SPDX-License-Identifier: AGPL-3.0-or-later
// Chromium reads, hashes and draws every page file exactly as the native core does, which Node is held to as well.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { build } from 'vite'
import type {} from '../../tests/parity/browser.ts'
import { corpus, fixtures, type PageFiles } from '../../tests/parity/files.ts'
import { nativeReports } from '../../tests/parity/native.ts'

const wasm = readFileSync(createRequire(import.meta.url).resolve('@rmirror/core/core.wasm'))

async function reporterScript(): Promise<string> {
  const entry = join(import.meta.dirname, '../../tests/parity/browser.ts')
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'], fileName: 'reporter' } },
  })
  const [bundle] = [built].flat()
  if (!bundle || !('output' in bundle)) throw new Error('the reporter did not build')
  return bundle.output[0].code
}

async function serve(page: Page, files: PageFiles, script: string): Promise<void> {
  await page.route('/parity/**', (route) => {
    const name = decodeURIComponent(new URL(route.request().url()).pathname.slice('/parity/'.length))
    if (name === '')
      return route.fulfill({ contentType: 'text/html', body: '<script type="module" src="reporter.js"></script>' })
    if (name === 'reporter.js') return route.fulfill({ contentType: 'text/javascript', body: script })
    if (name === 'core.wasm') return route.fulfill({ contentType: 'application/wasm', body: wasm })
    return route.fulfill({ body: readFileSync(join(files.folder, name.slice('file/'.length))) })
  })
}

for (const [kind, files] of Object.entries({ fixtures, corpus })) {
  test(`the browser's core agrees with the native one on ${files.names.length} files (${kind})`, async ({ page }) => {
    await serve(page, files, await reporterScript())
    await page.goto('/parity/')
    await page.waitForFunction(() => 'reportPages' in globalThis)
    const given = files.names.map((name) => ({ name, url: `file/${encodeURIComponent(name)}` }))
    const seen = await page.evaluate((list) => globalThis.reportPages(list), given)
    expect(seen).toEqual(nativeReports(files))
  })
}
