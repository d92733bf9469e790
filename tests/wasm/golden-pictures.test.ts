// SPDX-License-Identifier: AGPL-3.0-or-later
// The twin of tests/core/goldens: the wasm draws every golden picture pixel for pixel.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fontFiles, fontStyles, type Page, type RenderRequest } from '@rmirror/shared/core'
import { expect, test } from 'vitest'
import { builtCore } from './core.ts'
import { readPng } from './png.ts'

const checkout = join(import.meta.dirname, '../..')
const golden = join(checkout, 'tests/golden')
const { resolve } = createRequire(import.meta.url)
const core = await builtCore()
for (const style of fontStyles) core.setFont(style, readFileSync(resolve(fontFiles[style])))

interface Golden {
  name: string
  request: RenderRequest
}

const objects = (file: string) =>
  readFileSync(join(golden, file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
const pages: Golden[] = objects('pictures.jsonl')
const templates: Golden[] = objects('templates.jsonl').map(({ template }) => ({
  name: `templates/${template}`,
  request: { template, ...(template.startsWith('LS ') ? { width: 342, orientation: 'landscape' } : { width: 256 }) },
}))

/** Pixel for pixel; a picture that differs is kept for looking. */
function expectDrawn(page: Page, { name, request }: Golden): void {
  const { width, height, pixels } = page.renderPixels(request)
  const expected = readPng(readFileSync(join(golden, `${name}.png`)))
  const rgb = pixels.filter((_, index) => index % 4 !== 3)
  const same = width === expected.width && height === expected.height && Buffer.compare(rgb, expected.rgb) === 0
  const kept = join(checkout, 'build/goldens', `${name}.wasm.png`)
  if (!same) {
    mkdirSync(dirname(kept), { recursive: true })
    writeFileSync(kept, page.renderPng(request))
  }
  expect(same, `${name} is drawn otherwise: look at ${kept}`).toBe(true)
}

test.each(pages)('$name is drawn as its golden picture', (picture) => {
  using page = core.openPage(readFileSync(join(golden, `${picture.name}.rm`)))
  expectDrawn(page, picture)
})

test.each(templates)('$name is drawn as its golden picture', (picture) => {
  using page = core.blankPage()
  expectDrawn(page, picture)
})

test('PNG files hold the pixels that were drawn', () => {
  const [picture] = pages
  if (!picture) throw new Error('There are no golden pictures')
  using page = core.openPage(readFileSync(join(golden, `${picture.name}.rm`)))
  const drawn = page.renderPixels(picture.request)
  const { rgb } = readPng(page.renderPng(picture.request))
  expect(rgb.length).toBe((drawn.pixels.length / 4) * 3)
  expect(rgb.every((value, index) => value === drawn.pixels[Math.floor(index / 3) * 4 + (index % 3)])).toBe(true)
})
