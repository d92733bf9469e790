// SPDX-License-Identifier: AGPL-3.0-or-later
// Names of notebooks whose files don't state one, through the real core.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Core, loadCore } from '@rmirror/shared/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Notebook, readLibrary, type SourceFile } from '../index.ts'
import { firstWords } from './naming.ts'

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../tests/fixtures/${name}`, import.meta.url)))
const ink = fixture('v6.rm')
const typed = fixture('text-styles.rm')
const uuid = '6a0c1f6e-28c1-4d2c-9d5c-0f9d1c5b7a01'
const noon = new Date(2026, 10, 19, 12).getTime()
const dayMs = 24 * 60 * 60 * 1000

let core: Core
beforeAll(async () => {
  core = await loadCore(readFileSync(createRequire(import.meta.url).resolve('@rmirror/core/core.wasm')))
})

function file(path: string, bytes: Uint8Array, modified = noon): SourceFile {
  return { path, size: bytes.length, modified, read: async () => bytes }
}

async function only(...files: SourceFile[]): Promise<Notebook> {
  const { notebooks } = await readLibrary(files, core)
  if (!notebooks[0] || notebooks.length > 1) throw new Error(`${notebooks.length} notebooks`)
  return notebooks[0]
}

describe('a folder of loose pages', () => {
  test.each(['data', 'rm', 'testfiles'])(
    'that is called "%s" is named by the words on its first page',
    async (name) => {
      const notebook = await only(file(`${name}/a.rm`, typed), file(`${name}/b.rm`, ink))
      expect([notebook.name, notebook.isNameless]).toEqual(['basic', true])
    },
  )

  test('without typed words is named with the day of its oldest page', async () => {
    const pages = [file('data/a.rm', ink, noon + 3 * dayMs), file('data/b.rm', typed, noon)]
    expect((await only(...pages)).name).toBe('data 2026-11-19')
    expect((await only(file('data/a.rm', ink, 0))).name).toBe('data')
  })

  test.each(['Trip', 'rm from Ada', 'büro'])('keeps the name that a person gave it: %s', async (name) => {
    expect((await only(file(`${name}/a.rm`, typed))).name).toBe(name)
  })

  test('stays the same notebook whatever it is named', async () => {
    const [one, other] = [await only(file('data/a.rm', typed)), await only(file('data/a.rm', ink))]
    expect(one.uuid).toBe(other.uuid)
  })

  test('whose first page is damaged is named by its day', async () => {
    expect((await only(file('data/a.rm', typed.slice(0, 60)), file('data/b.rm', typed))).name).toBe('data 2026-11-19')
  })
})

test('a uuid is never a name where words or a day are known', async () => {
  expect((await only(file(`${uuid}.rm`, typed))).name).toBe('basic')
  expect((await only(file(`backup/${uuid}/a.rm`, ink))).name).toBe('2026-11-19')
})

test('a file keeps the name that it was given under, and a document the one that it says', async () => {
  expect((await only(file('page.rm', typed))).name).toBe('page')
  const metadata = new TextEncoder().encode(JSON.stringify({ visibleName: 'data', type: 'DocumentType', parent: '' }))
  const described = await only(file(`${uuid}.metadata`, metadata), file(`${uuid}/a.rm`, typed))
  expect([described.name, described.isNameless]).toEqual(['data', undefined])
})

test.each([
  ['\n  \n– buy ink\nand paper', 'buy ink'],
  ['☐ ☐\n', ''],
  [`${'long '.repeat(20)}end`, 'long '.repeat(12).trim()],
  ['é'.repeat(80), 'é'.repeat(60)],
])('%j is called %j', (text, name) => {
  expect(firstWords(text)).toBe(name)
})
