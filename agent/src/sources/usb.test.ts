// SPDX-License-Identifier: AGPL-3.0-or-later
// A strict tablet, whose interface takes one request after another.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { at, documentFiles, notebook, writeArchive } from '../testing/program.ts'
import { EmulatedTablet } from '../testing/usb-tablet.ts'
import { openUsb } from './usb.ts'

const folder = 'f0000000-0000-4000-8000-000000000000'
const { signal } = new AbortController()
let tablet: EmulatedTablet
let ideas: Uint8Array
beforeEach(async () => {
  tablet = await EmulatedTablet.start()
  ideas = readFileSync(await writeArchive('ideas.rmdoc', documentFiles()))
  tablet.items = [
    { ID: folder, Type: 'CollectionType', VissibleName: 'Work', Parent: '', ModifiedClient: '2026-11-01T10:00:00Z' },
    {
      ...{ ID: notebook, Type: 'DocumentType', VissibleName: 'Ideas', Parent: folder },
      ...{ ModifiedClient: '2026-11-02T10:00:00Z', archive: ideas },
    },
  ]
})
afterEach(() => tablet.stop().catch(() => undefined))

const source = () => openUsb({ address: tablet.address, cache: at('cache') })
const scan = () => source().scan(signal)
const listing = ['POST /documents/', `POST /documents/${folder}`]
const download = `GET /download/${notebook}/rmdoc`

test('is listed folder by folder, and gives an archive of each notebook, once', async () => {
  const { files, isWhole, trashed } = await scan()
  expect(files.map(({ path }) => path)).toEqual([`${notebook}.rmdoc`, `${folder}.metadata`])
  expect(Buffer.from((await files[0]?.read()) ?? [])).toEqual(Buffer.from(ideas))
  expect(JSON.parse(new TextDecoder().decode(await files[1]?.read()))).toMatchObject({
    visibleName: 'Work',
    parent: '',
    lastModified: String(Date.UTC(2026, 10, 1, 10)),
  })
  expect([isWhole, trashed?.size]).toEqual([true, 0])
  await scan()
  expect(tablet.asked).toEqual([...listing, download, ...listing])
  expect(tablet.violations).toEqual([])
})

test('gives what was modified once more', async () => {
  await scan()
  const [, document] = tablet.items
  if (document) document.ModifiedClient = '2026-11-03T10:00:00Z'
  await scan()
  expect(tablet.asked.filter((each) => each === download)).toHaveLength(2)
})

test('a notebook that the tablet lists no more is taken to lie in the trash, and is there again when it is listed again', async () => {
  await scan()
  const items = tablet.items
  tablet.items = items.slice(0, 1)
  expect(await scan()).toMatchObject({ trashed: new Set([notebook]), files: [{ path: `${notebook}.rmdoc` }, {}] })
  tablet.items = items
  expect((await scan()).trashed).toEqual(new Set())
  expect(tablet.asked.filter((each) => each === download)).toHaveLength(1)
})

test.each<[string, Partial<EmulatedTablet>]>([
  ['by a length and by chunks at once, as firmware 3.27.3 does', { framing: 'both' }],
  ['by chunks, and beside them by a length that is too small', { framing: 'both', lengthError: -10 }],
  ['by chunks, and beside them by a length that is too large', { framing: 'both', lengthError: 1000 }],
  ['by chunks', { framing: 'chunked' }],
  ['by a length', { framing: 'length' }],
])('a download is fetched whole where the tablet states its end %s', async (_, conduct) => {
  Object.assign(tablet, conduct)
  const { files } = await scan()
  expect(Buffer.from((await files[0]?.read()) ?? [])).toEqual(Buffer.from(ideas))
  expect(tablet.asked.filter((each) => each === download)).toHaveLength(1)
})

test('a download without its last chunk is asked for again, and never taken for a notebook', async () => {
  tablet.lacksLastChunk = true
  await expect(scan()).rejects.toThrow("The tablet doesn't answer")
  expect(tablet.asked.filter((each) => each === download)).toHaveLength(3)
  tablet.lacksLastChunk = false
  expect((await scan()).files).toHaveLength(2)
})

test('a folder that goes while the tablet is listed is left out, and does not hold the whole library', async () => {
  const [work, ideas] = tablet.items
  const gone = { ID: 'e0000000-0000-4000-8000-000000000000', Type: 'CollectionType' as const, Parent: '' }
  tablet.items = [...[work, ideas].flatMap((item) => item ?? [])]
  tablet.removedAfterListing = { ...gone, VissibleName: 'Gone', ModifiedClient: '2026-11-01T10:00:00Z' }
  const { files } = await scan()
  expect(files.map(({ path }) => path)).toEqual([`${notebook}.rmdoc`, `${folder}.metadata`])
  expect(tablet.asked).toContain(`POST /documents/${gone.ID}`)
  expect(JSON.parse(new TextDecoder().decode(await files[1]?.read()))).toMatchObject({ parent: '' })
})

test('an answer that breaks off is asked for again; a third time says what to do', async () => {
  tablet.drops = 2
  await scan()
  expect(tablet.asked).toEqual([...listing, download])
  tablet.drops = 3
  await expect(scan()).rejects.toThrow("The tablet doesn't answer. Connect it by USB")
})

test('nothing half fetched is taken for a notebook', async () => {
  tablet.drops = 5
  await expect(scan()).rejects.toThrow("The tablet doesn't answer")
  writeFileSync(at('late'), '')
  tablet.drops = 0
  await scan()
  writeFileSync(at('cache', `${notebook}.rmdoc.part`), 'PK half')
  writeFileSync(at('cache', 'index.json'), '{ damaged')
  const { files } = await scan()
  expect(Buffer.from((await files[0]?.read()) ?? [])).toEqual(Buffer.from(ideas))
  expect(readdirSync(at('cache')).sort()).toEqual([`${notebook}.rmdoc`, 'index.json'])
})

test('a stalled tablet is let go at once when the program ends', async () => {
  tablet.stalls = 1
  const ending = new AbortController()
  const looking = source().scan(ending.signal)
  ending.abort(new Error('interrupted'))
  await expect(looking).rejects.toThrow('interrupted')
})

test('firmware without archives is told to be updated', async () => {
  tablet.isOld = true
  await expect(scan()).rejects.toThrow('before firmware 3.9. Update it')
})

test('a tablet that doesn’t answer is reported, and an item whose ID is a path is left out', async () => {
  await tablet.stop()
  await expect(scan()).rejects.toThrow("The tablet doesn't answer")
  tablet = await EmulatedTablet.start()
  tablet.items = [{ ...tablet.items[0], ID: '../../etc' } as never]
  expect((await scan()).files).toEqual([])
})
