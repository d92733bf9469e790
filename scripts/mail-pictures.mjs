// SPDX-License-Identifier: AGPL-3.0-or-later
// A picture of each HTML file in a folder, at the widths of a phone and of a mail program. Nothing may be wider than the
// window, nor asked of any server.
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'

const widths = [320, 600]
const debian = '/usr/bin/chromium'
const folder = resolve(process.argv[2] ?? '')
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(existsSync(debian) && { executablePath: debian }) })
for (const width of widths) {
  const page = await browser.newPage({ viewport: { width, height: 400 } })
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.html'))) {
    asked.length = 0
    await page.goto(`file://${join(folder, file)}`)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    if (wide > width) throw new Error(`${file} is ${wide} pixels wide in a window of ${width}`)
    if (asked.length > 1) throw new Error(`${file} asks for ${asked[1]}`)
    await page.screenshot({ path: join(folder, file.replace('.html', `.${width}.png`)), fullPage: true })
  }
}
await browser.close()
