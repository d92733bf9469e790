// SPDX-License-Identifier: AGPL-3.0-or-later
// The twin of tests/core/goldens: the wasm draws every golden picture pixel for pixel.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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

/** Millions of values, so no function is called for each. */
function rgbOf(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0
    rgb[to + 1] = rgba[from + 1] ?? 0
    rgb[to + 2] = rgba[from + 2] ?? 0
  }
  return rgb
}

/** Pixel for pixel; a picture that differs is kept for looking. */
function expectDrawn(page: Page, { name, request }: Golden): void {
  const { width, height, pixels } = page.renderPixels(request)
  const expected = readPng(readFileSync(join(golden, `${name}.png`)))
  const same =
    width === expected.width && height === expected.height && Buffer.compare(rgbOf(pixels), expected.rgb) === 0
  const kept = join(checkout, 'build/goldens', `${name}.wasm.png`)
  if (!same) {
    mkdirSync(dirname(kept), { recursive: true })
    writeFileSync(kept, page.renderPng(request))
  }
  expect(same, `${name} is drawn otherwise: look at ${kept}`).toBe(true)
}

test.each(pages)('$name is drawn as its golden picture', (picture) => {
  using page = core.openPage(readFileSync(join(golden, `${picture.name}.rm`)))
  const template = join(golden, `${picture.name}.template`)
  if (existsSync(template)) page.setTemplate(picture.request.template ?? '', readFileSync(template))
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
  const { rgb } = readPng(page.renderPng(picture.request))
  expect(Buffer.compare(rgb, rgbOf(page.renderPixels(picture.request).pixels))).toBe(0)
})
