// SPDX-License-Identifier: AGPL-3.0-or-later
// `scripts/compare-goldens REVISION`: the golden pictures that changed since, before and after side by side, as PNG
// sheets to be looked at.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { shellOptions } from '../../e2e/chromium.ts'
import { type ChangedGolden, changedGoldens } from './changed-goldens.ts'

const checkout = join(import.meta.dirname, '../..')
const folder = join(checkout, 'build/goldens-compared')
/** So many fit a sheet that is looked at as a whole. */
const goldensOnSheet = 12

const [revision] = process.argv.slice(2)
if (revision === undefined) {
  console.error('usage: scripts/compare-goldens REVISION')
  process.exit(2)
}
const changed = changedGoldens(checkout, revision)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch(shellOptions)
try {
  for (let at = 0; at < changed.length; at += goldensOnSheet)
    console.log(await writeSheet(browser, at / goldensOnSheet + 1, changed.slice(at, at + goldensOnSheet)))
} finally {
  await browser.close()
}
console.log(`${changed.length} golden pictures changed since ${revision}`)

async function writeSheet(browser: Browser, number: number, goldens: ChangedGolden[]): Promise<string> {
  const file = join(folder, `sheet-${number}.png`)
  const page = await browser.newPage({ viewport: { width: 1640, height: 800 } })
  await page.setContent(`<!doctype html>
<style>
body { display: grid; grid-template-columns: 1fr 1fr; gap: 24px; margin: 16px; font: 14px sans-serif }
h2 { margin: 0 0 4px; font-size: 14px }
figure { display: inline-block; margin: 0; width: 49%; vertical-align: top }
img { max-width: 100%; border: 1px solid #aaa; image-rendering: pixelated }
</style>
${goldens.map(section).join('\n')}`)
  await page.screenshot({ path: file, fullPage: true })
  await page.close()
  return file
}

function section({ name, before, after }: ChangedGolden): string {
  return `<section><h2>${name}</h2>${figure('before', before)} ${figure('after', after)}</section>`
}

function figure(caption: string, png: Uint8Array | undefined): string {
  const picture = png ? `<img src="data:image/png;base64,${Buffer.from(png).toString('base64')}">` : '(none)'
  return `<figure>${picture}<figcaption>${caption}</figcaption></figure>`
}
