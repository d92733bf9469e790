// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes in a branch of a Git repository: equal to those of every other way to a vault, a commit for each notebook that
// changed, on top of what others push, and never by force.
import { rmSync } from 'node:fs'
import { createApi } from '@rmirror/shared/api'
import { noState, planVault, type VaultPlan } from '@rmirror/shared/vault'
import { readAccountLibrary } from '@rmirror/shared/vault/account'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startGit } from '../../../e2e/emulators/git.mjs'
import { startGitServer } from '../../world/git-server.ts'
import { webDavPassword } from '../../world/webdav-servers.ts'
import { png, uuid } from '../library.ts'
import { Delivering, type Person } from './delivering.ts'
import { announceSketches, assetFolder, attach, attachmentAt, correct, draw, picture, sendImage } from './sketches.ts'

let world: Delivering
let emulator: Awaited<ReturnType<typeof startGit>>

beforeAll(async () => {
  emulator = await startGit()
  world = await Delivering.start()
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await emulator.close()
})

interface Written {
  nth: number
  name?: string
  folder?: boolean
  texts: string[]
}

const work = uuid(801)

/** Announces a library of these notebooks, each in the folder Work unless it isn't to be. */
function library(...notebooks: Written[]) {
  return {
    scope: 'library',
    notebooks: [
      { notebook_uuid: work, document_type: 'folder', visible_name: 'Work', pages: [] },
      ...notebooks.map(({ nth, name = 'Journal', folder = true, texts }) => ({
        ...{ notebook_uuid: uuid(nth), document_type: 'notebook', visible_name: name, tags: ['garden'] },
        parent_uuid: folder ? work : null,
        pages: texts.map((text, at) => {
          return { page_uuid: uuid(1000 * nth + at), has_ink: false, typed_text: text, typed_markdown: text }
        }),
      })),
    ],
  }
}

type Texts = Record<string, string>

interface Desk {
  kim: Person
  /** Announces the notebooks, and waits until the branch is as it has to be. */
  announce: (notebooks: Written[], isDone: (files: Texts) => boolean) => Promise<void>
  files: () => Texts
  messages: () => string[]
}

async function desk(who: string, more: object = {}, prepare = () => {}): Promise<Desk> {
  const kim = await world.person('git', who, 'notebook')
  const { service, address } = emulator
  service.admit(who, 'secret')
  prepare()
  const settings = { address: `${address}/git/${who}.git`, user_name: who, token: 'secret', ...more }
  expect((await kim.integration('PUT', { settings })).status).toBe(200)
  const files = () => textsOf(who)
  return {
    kim,
    async announce(notebooks, isDone) {
      await kim.announce(library(...notebooks))
      await kim.until('the notes', () => isDone(files()))
      await kim.untilAtRest()
      service.check(who)
      expect(service.violations).toEqual([])
    },
    files,
    messages: () => service.messagesOf(who),
  }
}

function textsOf(who: string): Texts {
  return Object.fromEntries([...emulator.service.filesOf(who)].map(([path, content]) => [path, content.toString()]))
}

/** What `rmirror vault` makes of the account in an empty folder. */
async function planOf(kim: Person, per: 'notebook' | 'page' = 'notebook'): Promise<VaultPlan> {
  const api = createApi({ server: world.address, token: () => kim.token })
  const nothing = { read: async () => undefined, write: async () => {}, remove: async () => {} }
  const { library } = await readAccountLibrary(api, nothing, { signal: new AbortController().signal })
  const files = { notes: new Map<string, string>(), others: [], state: noState }
  const options = { per, withPictures: true, deleteRemoved: false, putBack: new Set<string>() }
  return planVault(library, files, options)
}

async function vaultOf(kim: Person, per: 'notebook' | 'page' = 'notebook'): Promise<Texts> {
  return Object.fromEntries((await planOf(kim, per)).notes)
}

const callsOf = (who: string) => emulator.service.requests.filter(({ path }) => path.startsWith(`/git/${who}.git/`))

function suffer(who: string, fault: object): () => void {
  const theirs = { ...fault, path: `/git/${who}.git/` }
  emulator.service.faults.add(theirs)
  return () => emulator.service.faults.drop(theirs)
}

const journal = { nth: 1, texts: ['Ferry **at nine**', 'Two', '- [ ] Buy ink'] }
const path = 'Work/Journal.md'
const ten = { ...journal, texts: ['Ferry at ten', 'Two', 'Three'] }
const says =
  (words: string, at = path) =>
  (files: Texts) =>
    files[at]?.includes(words) ?? false
const count = (number: number) => (files: Texts) => Object.keys(files).length === number

const stopped = async (kim: Person, words: string) => {
  await kim.until('a stop', async () => (await kim.state()).state === 'stopped')
  expect((await kim.state()).stopped).toMatchObject({ error_message: expect.stringContaining(words) })
}

it.each(['notebook', 'page'] as const)('has the files of every other way, per %s', async (per) => {
  const { kim, announce, files } = await desk(`equal-${per}`, { by_page: per === 'page' ? 'on' : 'off' })
  const long = { nth: 3, name: `${'Grüße, 日本語 👩‍👩‍👧 '.repeat(10)}: "end"?`, texts: ['a\n\nb'] }
  const trip = { nth: 2, name: 'Trip #1 [2026]', folder: false, texts: ['One', ''] }
  await announce([journal, trip, long], count(per === 'page' ? 6 : 3))
  expect(files()).toEqual(await vaultOf(kim, per))
})

it('makes one commit for what changed of a notebook, and no call when nothing changes', async () => {
  const { kim, announce, files, messages } = await desk('commits')
  await announce([journal], count(1))
  await announce([ten], says('Ferry at ten'))
  await announce([{ ...ten, name: 'Diary', folder: false }], says('Ferry', 'Diary.md'))
  expect(messages()).toEqual(['Diary: moved', 'Journal: pages 1, 3', 'Journal: pages 1-3'])
  expect(Object.keys(files())).toEqual(['Diary.md'])
  const calls = callsOf('commits').length
  await kim.syncNow()
  expect(callsOf('commits')).toHaveLength(calls)
  await announce([], says('rMirror no longer updates this note', 'Diary.md'))
  expect(messages()[0]).toBe('Diary: no longer updated')
})

it('deletes the note of a notebook that is gone if that was chosen, but none with words of a person', async () => {
  const { announce, files } = await desk('deletes', { delete_removed: 'on' })
  await announce([journal, { nth: 2, name: 'Trip', texts: ['Two'] }], count(2))
  emulator.service.commit('deletes', { 'Work/Trip.md': `${files()['Work/Trip.md']}\nMine\n` })
  await announce([], count(1))
  expect(files()['Work/Trip.md']).toContain('\nMine\n')
})

it('keeps what others commit around and inside its region, and their other files', async () => {
  const who = 'keeps'
  const { kim, announce, files, messages } = await desk(who, {}, () =>
    emulator.service.commit(who, { 'README.md': 'theirs', 'work/journal.MD': 'theirs too' }, 'Begin'),
  )
  const note = 'work/Journal (2).md'
  await announce([journal], says('Ferry', note))
  const edited = `Mine above\n${files()[note]?.replace('at nine', 'at noon')}Mine below\n`
  emulator.service.commit(who, { [note]: edited, 'Own.md': 'own' })
  await announce([ten], says('Three', note))
  expect(files()[note]).toMatch(/^Mine above\n[\s\S]*at noon[\s\S]*Three[\s\S]*Mine below\n$/)
  expect(files()).toMatchObject({ 'README.md': 'theirs', 'work/journal.MD': 'theirs too', 'Own.md': 'own' })
  expect(messages()).toEqual(['Journal: page 3', 'Mine', 'Journal: pages 1-3', 'Begin'])
  expect((await kim.records())[0]).toMatchObject({ status: 'success', kept: 1 })
})

it('finds a note that a person moved and renamed', async () => {
  const { announce, files } = await desk('moved')
  await announce([journal], count(1))
  emulator.service.commit('moved', { 'Archive/2026/Mine.md': files()[path], [path]: undefined })
  await announce([ten], says('Ferry at ten', 'Archive/2026/Mine.md'))
  expect(Object.keys(files())).toEqual(['Archive/2026/Mine.md'])
})

it('builds on what a person pushes in the middle of a delivery', async () => {
  const who = 'meanwhile'
  const { announce, files, messages } = await desk(who)
  await announce([journal], count(1))
  emulator.service.meanwhile = () => emulator.service.commit(who, { [path]: `${files()[path]}Mine\n`, 'Own.md': 'own' })
  await announce([ten], says('Ferry at ten'))
  expect(files()[path]).toMatch(/Ferry at ten[\s\S]*Mine\n$/)
  expect(files()['Own.md']).toBe('own')
  expect(messages()).toEqual(['Journal: pages 1, 3', 'Mine', 'Journal: pages 1-3'])
})

it('fetches one commit and the files that it reads, whatever else is in the repository', async () => {
  const who = 'large'
  const big = Array.from({ length: 200_000 }, (_, nth) => `${nth * 7919}`).join(' ')
  const { announce } = await desk(who, { folder: 'Notes' }, () => {
    emulator.service.commit(who, { 'big.txt': big })
    emulator.service.commit(who, { 'big.txt': `${big} more` })
  })
  await announce([journal], says('Ferry', `Notes/${path}`))
  await announce([ten], says('Ferry at ten', `Notes/${path}`))
  expect(textsOf(who)['big.txt']).toBe(`${big} more`)
  // The advertisement, the branches, the commit, the note, the push.
  expect(
    callsOf(who)
      .slice(-5)
      .map(({ path }) => path.split('/').at(-1)?.split('?')[0]),
  ).toEqual(['refs', ...['git-upload-pack', 'git-upload-pack', 'git-upload-pack', 'git-receive-pack']])
})

it.each(['the original protocol', 'no filters'])('does the same with %s', async (what) => {
  const who = what.replaceAll(' ', '-')
  const { announce, files, messages } = await desk(who, {}, () => {
    emulator.service.git(who, ['config', 'uploadpack.allowFilter', 'false'])
    emulator.service.commit(who, { 'Own.md': 'own' }, 'Begin')
    emulator.service.isModern = what === 'no filters'
  })
  await announce([journal], count(2))
  emulator.service.commit(who, { [path]: `${files()[path]}Mine\n` })
  await announce([ten], says('Ferry at ten'))
  emulator.service.isModern = true
  expect(files()[path]).toMatch(/Ferry at ten[\s\S]*Mine\n$/)
  expect(messages()).toEqual(['Journal: pages 1, 3', 'Mine', 'Journal: pages 1-3', 'Begin'])
})

it('has images of pages and attachments, each committed when it changes, and none that is no longer shown', async () => {
  const who = 'pictured'
  const { service } = emulator
  const { kim, files } = await desk(who)
  const isThere = (at: string, bytes: Uint8Array) => service.filesOf(who).get(at)?.equals(bytes) ?? false
  const assets = () => Object.keys(files()).filter((at) => at.startsWith(assetFolder))
  await draw(kim, 11)
  const sketch = await attach(world, kim, 'the ferry (1).PNG', 'its bytes')
  await correct(kim, `By ![ferry](attachment:${sketch})`)
  const attachment = attachmentAt(sketch)
  await kim.until('an attachment', () => isThere(attachment, Buffer.from('its bytes')))
  await kim.untilAtRest()
  expect(isThere(picture, png(11))).toBe(true)
  const { notes, assets: wanted } = await planOf(kim)
  expect(files()['Sketches.md']).toBe(notes.get('Sketches.md'))
  expect(assets().toSorted()).toEqual(wanted.map((asset) => asset.path).toSorted())
  service.check(who)

  const before = service.headOf(who)
  await draw(kim, 12)
  await kim.until('another image', () => isThere(picture, png(12)))
  await kim.untilAtRest()
  const changed = service.git(who, ['diff', '--name-only', before, 'main']).toString().trim().split('\n')
  expect(changed).toContain(picture)
  expect(changed).not.toContain(attachment)
  expect(service.messagesOf(who)[0]).toBe('Sketches: page 1')

  await correct(kim, 'By train')
  await kim.until('no attachment', () => assets().length === 1)
  const { settings } = await kim.state()
  await kim.integration('PUT', { settings: { ...settings, pictures: 'off' } })
  await kim.until('no image', () => assets().length === 0)
  await kim.untilAtRest()
  expect(files()['Sketches.md']).not.toContain('rmirror-files')
  service.check(who)
  expect(service.violations).toEqual([])
})

it('has the image of a page that was delivered before its image was sent', async () => {
  const who = 'later'
  const { kim, files } = await desk(who)
  const shows = (look: number) => emulator.service.filesOf(who).get(picture)?.equals(png(look)) ?? false
  await draw(kim, 11)
  await kim.until('an image', () => shows(11))
  await kim.untilAtRest()
  await announceSketches(kim, 12, { tags: ['ferry'] })
  await kim.until('its tags', () => says('ferry', 'Sketches.md')(files()))
  await kim.untilAtRest()
  expect(shows(11)).toBe(true)
  await sendImage(kim, 12)
  await kim.until('another image', () => shows(12))
  await kim.untilAtRest()
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

it('writes to a branch and a folder of a person’s choice, and begins anew in others', async () => {
  const who = 'places'
  const { kim, announce } = await desk(who, { folder: 'Notes/Paper/' }, () => {
    emulator.service.commit(who, { 'Own.md': 'own' })
    emulator.service.git(who, ['branch', 'notes'])
  })
  await announce([journal], says('Ferry', `Notes/Paper/${path}`))
  const { folder: _folder, ...settings } = (await kim.state()).settings
  const moved = { ...settings, branch: 'notes' }
  expect((await kim.integration('PUT', { settings: moved })).status).toBe(200)
  const there = () => emulator.service.git(who, ['ls-tree', '-r', '--name-only', 'notes']).toString()
  await kim.until('the other branch', () => there().includes(path))
  await kim.untilAtRest()
  expect(there().trim().split('\n').toSorted()).toEqual(['Own.md', path])
  expect(Object.keys(textsOf(who)).toSorted()).toEqual([`Notes/Paper/${path}`, 'Own.md'])
})

it('goes on where the branch’s history was rewritten, and stops while the branch or the repository is gone', async () => {
  const who = 'rewritten'
  const { kim, announce, files } = await desk(who, { branch: 'main' })
  const { service } = emulator
  await announce([journal], count(1))
  const other = service.git(who, ['commit-tree', 'main^{tree}', '-m', 'Other']).toString().trim()
  service.git(who, ['update-ref', 'refs/heads/main', other])
  await announce([ten], says('Ferry at ten'))
  expect(service.messagesOf(who)).toEqual(['Journal: pages 1, 3', 'Other'])

  service.git(who, ['branch', '-m', 'main', 'elsewhere'])
  await kim.announce(library(journal))
  await stopped(kim, "doesn't have this branch")
  service.git(who, ['branch', '-m', 'elsewhere', 'main'])
  await kim.until('the branch', () => says('Ferry **at nine**')(files()))
  await kim.untilAtRest()

  rmSync(service.folderOf(who), { recursive: true })
  await kim.announce(library(ten))
  await stopped(kim, "The address isn't that of a repository")
  service.found(who)
  await kim.until('a new repository', () => says('Ferry at ten')(files()))
  await kim.untilAtRest()
  service.check(who)
})

it('says in words why a server refuses a commit, and tries again', async () => {
  const who = 'refused'
  const { kim, files, announce } = await desk(who)
  await announce([journal], count(1))
  emulator.service.hook(who, 'pre-receive', 'exit 1')
  await kim.announce(library(ten))
  await stopped(kim, 'Your git server refuses the commit: “pre-receive hook declined”.')
  emulator.service.hook(who, 'pre-receive', 'exit 0')
  await kim.until('the commit', () => says('Ferry at ten')(files()))
  await kim.untilAtRest()
  emulator.service.check(who)
})

it('stops at a repository that is only given as a whole and is too large', async () => {
  const who = 'huge'
  const { kim, files, announce } = await desk(who)
  await announce([journal], count(1))
  const headers = { 'content-type': 'application/x-git-upload-pack-result' }
  const mend = suffer(who, { containing: 'command=fetch', bytes: 100_000_001, headers, times: 1000 })
  await kim.announce(library(ten))
  await stopped(kim, 'The repository is too large')
  mend()
  await kim.until('the rest', () => says('Ferry at ten')(files()))
})

it.each([
  ['no packets', 'hello'],
  ['a pack that is cut off', '000dpackfile\n000d\u0001PACK\u0000\u0000\u0000\u00020000'],
  ['a packet that is longer than all', 'ffff'],
])('survives an answer of %s', async (what, body) => {
  const who = `broken-${what.replaceAll(' ', '-')}`
  const { kim, files, announce } = await desk(who)
  await announce([journal], count(1))
  const headers = { 'content-type': 'application/x-git-upload-pack-result' }
  suffer(who, { method: 'POST', containing: 'command=fetch', status: 200, body, headers, times: 2 })
  await kim.announce(library(ten))
  await kim.until('the rest', () => says('Ferry at ten')(files()))
  await kim.untilAtRest()
})

it('says what is wrong with the settings', async () => {
  const who = 'settings'
  const { kim } = await desk(who, {}, () => emulator.service.commit(who, { 'Own.md': 'own' }))
  const { address } = emulator
  const settings = { address: `${address}/git/${who}.git`, user_name: who, token: 'secret' }
  const tested = async (more: object) =>
    (await kim.integration('POST', { settings: { ...settings, ...more } }, '/test')).body
  expect(await tested({})).toMatchObject({ ok: true })
  expect(await tested({ address: `${address}/git/${who}.git/` })).toMatchObject({ ok: true })
  expect(await tested({ token: 'wrong' })).toMatchObject({ ok: false, error_class: 'auth_error' })
  expect(await tested({ address: `${address}/git/other.git` })).toMatchObject({ ok: false })
  expect(await tested({ address: world.address })).toMatchObject({ ok: false })
  expect(await tested({ branch: 'none' })).toMatchObject({
    ok: false,
    error_message: expect.stringContaining("doesn't have this branch"),
  })
  suffer(who, { redirect: 'http://127.0.0.1:1/', times: 1 })
  expect(await tested({})).toMatchObject({
    ok: false,
    error_message: expect.stringContaining("Redirects aren't followed"),
  })
})

it('works with Git’s own server behind Apache', async () => {
  await using server = await startGitServer()
  const kim = await world.person('git', 'apache', 'notebook')
  const settings = { address: server.address, user_name: server.user, token: webDavPassword }
  const shown = (at: string) => {
    try {
      return server.git('show', `refs/heads/main:${at}`)
    } catch {
      return ''
    }
  }
  await kim.announce(library(journal, { nth: 2, name: 'Grüße & 100 %', texts: ['Two'] }))
  expect((await kim.integration('PUT', { settings })).status).toBe(200)
  await kim.until('notes', () => shown(path).includes('Ferry') && shown('Work/Grüße & 100 %.md').includes('Two'))
  await kim.untilAtRest()
  for (const [at, text] of Object.entries(await vaultOf(kim))) expect(shown(at)).toBe(text)
  await kim.announce(library(ten))
  await kim.until('changes', () => shown(path).includes('Ferry at ten'))
  await kim.until('the mark', () => shown('Work/Grüße & 100 %.md').includes('rMirror no longer updates this note'))
  await kim.untilAtRest()
  server.git('fsck', '--strict', '--no-dangling', '--no-progress')
})
