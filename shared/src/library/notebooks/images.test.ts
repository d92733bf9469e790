// SPDX-License-Identifier: AGPL-3.0-or-later
// Which file a page's image shows, given whole sets of files.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { loadCore } from '@rmirror/shared/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type LibraryCore, type PageSource, readImages, readLibrary } from '../index.ts'

const page = new Uint8Array(readFileSync(new URL('../../../../tests/fixtures/v6.rm', import.meta.url)))
const notebook = '6a0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a01'
const [first, second] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const
const image = '33333333-3333-4333-8333-333333333333'

let core: LibraryCore
beforeAll(async () => {
  core = await loadCore(readFileSync(createRequire(import.meta.url).resolve('@rmirror/core/core.wasm')))
})

/** A notebook of two pages with these pictures, each of which contains its own path. */
async function read(pictures: string[]) {
  const content = { fileType: 'notebook', pages: [first, second] }
  const files: Record<string, Uint8Array> = {
    [`${notebook}.content`]: new TextEncoder().encode(JSON.stringify(content)),
    [`${notebook}/${first}.rm`]: page,
    [`${notebook}/${second}.rm`]: page,
    ...Object.fromEntries(pictures.map((path) => [`${notebook}/${path}`, new TextEncoder().encode(path)])),
  }
  const given = Object.entries(files).map(([path, bytes]) => ({
    ...{ path, size: bytes.length, modified: 0 },
    read: async () => bytes,
  }))
  const { notebooks, ignored } = await readLibrary(given, core)
  return { pages: notebooks[0]?.pages ?? [], ignored }
}

const shown = async (file: string, on: PageSource | undefined) => {
  const images = on && (await readImages(on, [{ uuid: image, file, visible: true }]))
  return new TextDecoder().decode(images?.get(image))
}

describe('an image shows', () => {
  test('the picture in the folder of its page, and no other page’s of the same name', async () => {
    const { pages, ignored } = await read([`${first}/Capture.png`, `${second}/Capture.png`])
    expect(await shown('Capture.png', pages[0])).toBe(`${first}/Capture.png`)
    expect(await shown('capture', pages[1])).toBe(`${second}/Capture.png`)
    expect(ignored).toBe(0)
  })

  test('that one before a picture beside the pages, which shows where the page has none', async () => {
    const { pages } = await read(['Capture.png', `${first}/Capture.jpg`])
    expect(await shown('Capture', pages[0])).toBe(`${first}/Capture.jpg`)
    expect(await shown('Capture', pages[1])).toBe('Capture.png')
  })

  test('the picture that is called as itself', async () => {
    const { pages } = await read([`${second}/${image}.png`])
    expect(await shown('', pages[1])).toBe(`${second}/${image}.png`)
    expect(await shown('', pages[0])).toBe('')
  })

  test('nothing out of a folder that is no page’s', async () => {
    const { pages, ignored } = await read(['drafts/Capture.png', `${first}/more/Capture.png`])
    expect(await shown('Capture.png', pages[0])).toBe('')
    expect(ignored).toBe(2)
  })
})
