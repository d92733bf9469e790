// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes in a WebDAV folder: equal to those of every other way to a vault, beside what people write, and whatever the server
// and its habits.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createApi } from '@rmirror/shared/api'
import { noState, planVault, type VaultPlan } from '@rmirror/shared/vault'
import { readAccountLibrary } from '@rmirror/shared/vault/account'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWebDav } from '../../../e2e/emulators/webdav.mjs'
import { startWebDavServer, type WebDavKind, webDavPassword, webDavUser } from '../../world/webdav-servers.ts'
import { png, uuid } from '../library.ts'
import { Delivering, type Person } from './delivering.ts'
import { announceSketches, assetFolder, attach, attachmentAt, correct, draw, picture, sendImage } from './sketches.ts'

let world: Delivering
let emulator: Awaited<ReturnType<typeof startWebDav>>

beforeAll(async () => {
  emulator = await startWebDav()
  world = await Delivering.start()
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await emulator.close()
})

interface Written {
  nth: number
  name?: string
  folder?: string
  texts: string[]
}

const folderIds: Record<string, string> = { Work: uuid(801), Trips: uuid(802) }

/** Announces a library of these notebooks. */
function library(...notebooks: Written[]) {
  const folders = Object.entries(folderIds).map(([visible_name, notebook_uuid]) => {
    return { notebook_uuid, document_type: 'folder', visible_name, pages: [] }
  })
  return {
    scope: 'library',
    notebooks: [
      ...folders,
      ...notebooks.map(({ nth, name = `Diary ${nth}`, folder, texts }) => ({
        ...{ notebook_uuid: uuid(nth), document_type: 'notebook', visible_name: name, tags: ['garden'] },
        parent_uuid: folder === undefined ? null : (folderIds[folder] ?? null),
        pages: texts.map((text, at) => ({
          ...{ page_uuid: uuid(1000 * nth + at), has_ink: false, typed_text: text, typed_markdown: text },
          highlights: [
            { original_text: `Marked ${at}`, color: 'yellow', rects: [{ x: 1, y: 1, width: 2, height: 3 }] },
          ],
        })),
      })),
    ],
  }
}

interface Desk {
  kim: Person
  /** Announces the notebooks, and waits until the folder is as it has to be. */
  announce: (notebooks: Written[], isDone: (files: Record<string, string>) => boolean) => Promise<void>
  /** Texts of the files of the folder, by path. */
  files: () => Record<string, string>
  edit: (path: string, text: string | undefined) => void
}

async function desk(who: string, more: object = {}): Promise<Desk> {
  const kim = await world.person('webdav', who, 'notebook')
  const { service, address } = emulator
  service.admit(who, 'secret')
  const settings = { address: `${address}/dav/${who}/`, user_name: who, password: 'secret', ...more }
  expect((await kim.integration('PUT', { settings })).status).toBe(200)
  const files = () =>
    Object.fromEntries([...service.filesOf(who)].map(([path, { content }]) => [path, content.toString()]))
  return {
    kim,
    async announce(notebooks, isDone) {
      await kim.announce(library(...notebooks))
      await kim.until('the notes', () => isDone(files()))
      await kim.untilAtRest()
    },
    files,
    edit: (path, text) => service.edit(who, path, text),
  }
}

/** What `rmirror vault` makes of the account in an empty folder. */
async function vaultOf(kim: Person, per: 'notebook' | 'page' = 'notebook'): Promise<Record<string, string>> {
  return Object.fromEntries((await planOf(kim, per)).notes)
}

async function planOf(kim: Person, per: 'notebook' | 'page' = 'notebook'): Promise<VaultPlan> {
  const api = createApi({ server: world.address, token: () => kim.token })
  const nothing = { read: async () => undefined, write: async () => {}, remove: async () => {} }
  const { library } = await readAccountLibrary(api, nothing, { signal: new AbortController().signal })
  const files = { notes: new Map<string, string>(), others: [], state: noState }
  const options = { per, withPictures: true, deleteRemoved: false, putBack: new Set<string>() }
  return planVault(library, files, options)
}

const diary = { nth: 1, folder: 'Work', texts: ['Ferry **at nine**', '- [ ] Buy ink'] }

const path = 'Work/Diary 1.md'
const ten = { ...diary, texts: ['Ferry at ten', 'Second'] }
const count = (number: number) => (files: Record<string, string>) => Object.keys(files).length === number
const says =
  (words: string, at = path) =>
  (files: Record<string, string>) =>
    files[at]?.includes(words) ?? false

it.each(['notebook', 'page'] as const)('has the files of every other way, per %s', async (per) => {
  const { kim, announce, files } = await desk(`equal-${per}`, { by_page: per === 'page' ? 'on' : 'off' })
  const long = { nth: 3, name: `${'Grüße, 日本語 👩‍👩‍👧 '.repeat(10)}: "end"?`, texts: ['a\n\nb'] }
  const trip = { nth: 2, name: 'Trip #1 [2026]', folder: 'Trips', texts: ['One', ''] }
  await announce([diary, trip, long], count(per === 'page' ? 5 : 3))
  expect(files()).toEqual(await vaultOf(kim, per))
})

it('follows names, folders, texts and the end of a notebook, and makes no call when nothing changes', async () => {
  const { kim, announce, files } = await desk('follows')
  await announce([diary], count(1))
  const moved = { ...ten, name: 'Journal', folder: 'Trips' }
  await announce([moved], says('Ferry at ten', 'Trips/Journal.md'))
  expect(Object.keys(files())).toEqual(['Trips/Journal.md'])
  expect(files()).toEqual(await vaultOf(kim))
  const calls = callsOf('follows').length
  await kim.announce(library(moved))
  await kim.syncNow()
  expect(callsOf('follows')).toHaveLength(calls)
  await announce([], says('rMirror no longer updates this note', 'Trips/Journal.md'))
})

it('deletes the note of a notebook that is gone if that was chosen, but none with words of a person', async () => {
  const { announce, files, edit } = await desk('deletes', { delete_removed: 'on' })
  await announce([diary, { nth: 2, texts: ['Two'] }], count(2))
  edit('Diary 2.md', `${files()['Diary 2.md']}\nMine\n`)
  await announce([], count(1))
  expect(files()['Diary 2.md']).toContain('\nMine\n')
})

it('keeps what people write, says how much of it is inside, and puts its own text there when asked to', async () => {
  const { kim, announce, files, edit } = await desk('keeps')
  await announce([diary], count(1))
  edit(path, `Mine above\n${files()[path]?.replace('at nine', 'at noon')}Mine below\n`)
  await announce([ten], says('Second'))
  expect(files()[path]).toMatch(/^Mine above\n[\s\S]*at noon[\s\S]*Second[\s\S]*Mine below\n$/)
  const [record] = await kim.records()
  expect(record).toMatchObject({ status: 'success', kept: 1 })
  const operation = 'POST /api/v1/sync/records/:id/override'
  expect((await kim.ask(operation, {}, `/api/v1/sync/records/${record?.id}/override`)).status).toBeLessThan(300)
  await kim.until('our text', () => says('Ferry at ten')(files()))
  await kim.untilAtRest()
  expect(files()[path]).toMatch(/^Mine above\n[\s\S]*Ferry at ten[\s\S]*Mine below\n$/)
  expect((await kim.records())[0]).toMatchObject({ kept: 0 })
})

it('merges with what a person saves in the middle of a delivery', async () => {
  const { announce, files, edit } = await desk('meanwhile')
  await announce([diary], count(1))
  // The note is read, and then changed by a person.
  emulator.service.meanwhile = () => edit(path, `${files()[path]}Mine\n`)
  await announce([ten], says('Ferry at ten'))
  expect(files()[path]).toMatch(/Ferry at ten[\s\S]*Mine\n$/)
  expect(callsOf('meanwhile').some(({ status }) => status === 412)).toBe(true)
})

it.each(['weak', 'none'] as const)(
  'does the same where ETags are %s, and where files can’t be moved',
  async (etags) => {
    const { announce, files, edit } = await desk(`etags-${etags}`)
    Object.assign(emulator.service, { etags, moves: false })
    await announce([diary], count(1))
    edit(path, `${files()[path]}Mine\n`)
    await announce([{ ...ten, name: 'Journal' }], says('Ferry at ten', 'Work/Journal.md'))
    Object.assign(emulator.service, { etags: 'strong', moves: true })
    expect(Object.keys(files())).toEqual(['Work/Journal.md'])
    expect(files()['Work/Journal.md']).toMatch(/Ferry at ten[\s\S]*Mine\n$/)
  },
)

const callsOf = (who: string) => emulator.service.requests.filter(({ path }) => path.startsWith(`/dav/${who}/`))

function suffer(who: string, fault: object): () => void {
  const theirs = { ...fault, path: `/dav/${who}/` }
  emulator.service.faults.add(theirs)
  return () => emulator.service.faults.drop(theirs)
}

it('finds a note that a person moved, and takes no file of theirs', async () => {
  const { announce, files, edit } = await desk('moved')
  edit('work/diary 1.MD', 'theirs')
  const other = 'work/Diary 1 (2).md'
  await announce([diary], says('Ferry', other))
  edit('Archive/2026/Mine.md', files()[other])
  edit(other, undefined)
  await announce([ten], says('Ferry at ten', 'Archive/2026/Mine.md'))
  expect(Object.keys(files()).toSorted()).toEqual(['Archive/2026/Mine.md', 'work/diary 1.MD'])
  expect(files()['work/diary 1.MD']).toBe('theirs')
})

it('waits for a file that is locked, and stops when there is no room', async () => {
  const { kim, announce, files } = await desk('locked')
  const locked = suffer('locked', { method: 'PUT', status: 423 })
  await announce([diary], count(1))
  locked()
  const full = suffer('locked', { method: 'PUT', status: 507, times: 1000 })
  await kim.announce(library(ten))
  await kim.until('a stop', async () => (await kim.state()).state === 'stopped')
  expect((await kim.state()).stopped).toMatchObject({
    error_class: 'quota_exceeded',
    error_message: expect.stringContaining('no room left'),
  })
  full()
  await kim.until('room', () => says('Ferry at ten')(files()))
})

it('has a note once where files can’t be moved, also if its old place is locked for a while', async () => {
  const { announce, files } = await desk('locked-move')
  emulator.service.moves = false
  await announce([diary], count(1))
  const locked = suffer('locked-move', { method: 'DELETE', status: 423, times: 2 })
  await announce([{ ...ten, name: 'Journal' }], says('Ferry at ten', 'Work/Journal.md'))
  locked()
  emulator.service.moves = true
  expect(Object.keys(files())).toEqual(['Work/Journal.md'])
})

it('follows a name of which only the case changes, where case doesn’t count', async () => {
  const { announce, files } = await desk('case')
  emulator.service.ignoresCase = true
  await announce([diary], count(1))
  await announce([{ ...ten, name: 'DIARY 1' }], says('Ferry at ten', 'Work/DIARY 1.md'))
  emulator.service.ignoresCase = false
  expect(Object.keys(files())).toEqual(['Work/DIARY 1.md'])
})

it('has images of pages and attachments, each written when it changes, and none that is no longer shown', async () => {
  const who = 'pictured'
  const { kim, files } = await desk(who)
  const bytesOf = (path: string) => emulator.service.filesOf(who).get(path)?.content
  const isThere = (path: string, bytes: Uint8Array) => bytesOf(path)?.equals(bytes) ?? false
  const assets = () => Object.keys(files()).filter((path) => path.startsWith(assetFolder))
  await draw(kim, 11)
  const sketch = await attach(world, kim, 'the ferry (1).PNG', 'its bytes')
  await correct(kim, `By ![ferry](attachment:${sketch})`)
  const attachment = attachmentAt(sketch)
  await kim.until('an attachment', () => isThere(attachment, Buffer.from('its bytes')))
  await kim.untilAtRest()
  expect(isThere(picture, png(11))).toBe(true)
  const { notes, assets: wanted } = await planOf(kim)
  expect(files()['Sketches.md']).toBe(notes.get('Sketches.md'))
  expect(assets().toSorted()).toEqual(wanted.map(({ path }) => path).toSorted())

  const before = callsOf(who).length
  await draw(kim, 12)
  await kim.until('another image', () => isThere(picture, png(12)))
  await kim.untilAtRest()
  const calls = callsOf(who).slice(before)
  expect(calls.map(({ method, path }) => `${method} ${path}`)).not.toContain(`PUT /dav/${who}/${attachment}`)

  await correct(kim, 'By train')
  await kim.until('no attachment', () => assets().length === 1)
  const { settings } = await kim.state()
  await kim.integration('PUT', { settings: { ...settings, pictures: 'off' } })
  await kim.until('no image', () => assets().length === 0)
  expect(files()['Sketches.md']).not.toContain('rmirror-files')
  expect(emulator.service.violations).toEqual([])
})

it('has the image of a page that was delivered before its image was sent', async () => {
  const who = 'later'
  const { kim, files } = await desk(who)
  const shows = (look: number) => emulator.service.filesOf(who).get(picture)?.content.equals(png(look)) ?? false
  /** As `rmirror vault` knows it. */
  const key = async () => (await planOf(kim)).assets[0]?.key
  await draw(kim, 11)
  await kim.until('an image', () => shows(11))
  await kim.untilAtRest()
  const first = await key()
  // A device announces what has changed, and then sends what the server wants.
  await announceSketches(kim, 12, { tags: ['ferry'] })
  await kim.until('its tags', () => says('ferry', 'Sketches.md')(files()))
  await kim.untilAtRest()
  expect(shows(11)).toBe(true)
  expect(await key()).toBe(first)
  await sendImage(kim, 12)
  await kim.until('another image', () => shows(12))
  await kim.untilAtRest()
  expect(await key()).not.toBe(first)
})

it('takes a note over that comes back from the tablet’s trash under another name', async () => {
  const { kim, files } = await desk('trash')
  const notes = () => Object.keys(files()).filter((at) => at.endsWith('.md'))
  await draw(kim, 11)
  await kim.until('an image', () => files()[picture] !== undefined)
  await kim.untilAtRest()
  await announceSketches(kim, 11, { is_trashed: true })
  await kim.until('the mark', () => says('rMirror no longer updates this note', 'Sketches.md')(files()))
  await kim.untilAtRest()
  await announceSketches(kim, 11, { visible_name: 'Drawings' })
  await kim.until('its name', () => says('# Drawings', 'Drawings.md')(files()))
  await kim.untilAtRest()
  expect(notes()).toEqual(['Drawings.md'])
  expect(files()['Drawings.md']).not.toContain('rMirror no longer updates this note')
})

it('says what is wrong with an address', async () => {
  const { kim } = await desk('address')
  const { address } = emulator
  const tested = async (more: object) =>
    (await kim.integration('POST', { settings: { ...settings, ...more } }, '/test')).body
  const settings = { address: `${address}/dav/address/`, user_name: 'address', password: 'secret' }
  expect(await tested({})).toMatchObject({ ok: true })
  expect(await tested({ address: `${address}/dav/address/New` })).toMatchObject({ ok: true })
  expect(await tested({ address: `${address}/dav/address/No/New` })).toMatchObject({ ok: false })
  expect(await tested({ password: 'wrong' })).toMatchObject({ ok: false, error_class: 'auth_error' })
  expect(await tested({ address: world.address })).toMatchObject({ ok: false })
})

it('follows no redirect', async () => {
  const { kim } = await desk('redirected')
  suffer('redirected', { redirect: `${emulator.address}/dav/locked/`, times: 1000 })
  const { body } = await kim.integration('POST', {}, '/test')
  expect(body).toMatchObject({ ok: false, error_message: expect.stringContaining("Redirects aren't followed") })
})

describe.each<WebDavKind>(['apache', 'lighttpd'])('with %s', (kind) => {
  it('writes, updates, moves and keeps notes as with any server', async () => {
    await using server = await startWebDavServer(kind)
    const inside = (at: string) => join(server.folder, 'Notes', at)
    const kim = await world.person('webdav', `peer-${kind}`, 'notebook')
    const settings = { address: `${server.address}/Notes`, user_name: webDavUser, password: webDavPassword }
    const holds = (at: string, words: string) => () =>
      existsSync(inside(at)) && readFileSync(inside(at), 'utf8').includes(words)
    await kim.announce(library(diary, { nth: 2, name: 'Grüße & 100 %', texts: ['Two'] }))
    expect((await kim.integration('PUT', { settings })).status).toBe(200)
    await kim.until('notes', () => holds(path, 'Ferry')() && holds('Grüße & 100 %.md', 'Two')())
    await kim.untilAtRest()
    for (const [at, text] of Object.entries(await vaultOf(kim))) expect(readFileSync(inside(at), 'utf8')).toBe(text)

    writeFileSync(inside(path), `${readFileSync(inside(path), 'utf8')}Mine\n`)
    await kim.announce(library(ten, { nth: 2, name: 'Hello', folder: 'Trips', texts: ['Three'] }))
    await kim.until('changes', () => holds(path, 'Ferry at ten')() && holds('Trips/Hello.md', 'Three')())
    await kim.untilAtRest()
    expect(readFileSync(inside(path), 'utf8')).toMatch(/Ferry at ten[\s\S]*Mine\n$/)
    expect(readdirSync(inside('.')).toSorted()).toEqual(['Trips', 'Work'])

    mkdirSync(inside('Archive'))
    chmodSync(inside('Archive'), 0o777)
    renameSync(inside(path), inside('Archive/Diary 1.md'))
    await kim.announce(library({ ...diary, texts: ['Ferry at eleven'] }))
    await kim.until('the moved note', holds('Archive/Diary 1.md', 'Ferry at eleven'))
    await kim.until('the mark', holds('Trips/Hello.md', 'rMirror no longer updates this note'))
    expect(readFileSync(inside('Archive/Diary 1.md'), 'utf8')).toMatch(/Mine\n$/)
    expect(existsSync(inside(path))).toBe(false)
  })

  it('has the very bytes of images and attachments', async () => {
    await using server = await startWebDavServer(kind)
    const inside = (at: string) => join(server.folder, 'Notes', at)
    const isThere = (at: string, bytes: Uint8Array) => existsSync(inside(at)) && readFileSync(inside(at)).equals(bytes)
    const kim = await world.person('webdav', `pictured-${kind}`, 'notebook')
    await draw(kim, 11)
    const id = await attach(world, kim, 'plan.png', 'its bytes')
    await correct(kim, `See [plan](attachment:${id})`)
    const settings = { address: `${server.address}/Notes`, user_name: webDavUser, password: webDavPassword }
    expect((await kim.integration('PUT', { settings })).status).toBe(200)
    await kim.until('an attachment', () => isThere(attachmentAt(id), Buffer.from('its bytes')))
    await kim.until('an image', () => isThere(picture, png(11)))
    await draw(kim, 12)
    await kim.until('another image', () => isThere(picture, png(12)))
    await kim.untilAtRest()
  })
})
