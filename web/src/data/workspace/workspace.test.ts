// SPDX-License-Identifier: AGPL-3.0-or-later
// What every workspace does, on the server and in this browser. The server is a model of ours, whose answers are held
// to the contract; tests/contract/documents.test.ts holds the real one to the same.
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtCore } from '../../../../tests/wasm/core.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { DocumentServer } from '../../testing/document-server.ts'
import { uuidOf } from '../../testing/server-facts.ts'
import { accountAt } from '../../testing/signed-in.tsx'
import { isGone, newerDocumentOf, type PageDocument } from '../documents/document-calls.ts'
import { LocalWorkspace, localId } from './local-workspace.ts'
import { serverWorkspace } from './server-workspace.ts'
import type { WorkspaceService } from './workspace-service.ts'

const core = await builtCore()
const place = { notebook_uuid: uuidOf('diary'), page_uuid: uuidOf('first') }
const transcription = '# Friday\n- [ ] Buy eqs'
const corrected = '# Friday\n- [ ] Buy eggs'

interface World {
  workspace: WorkspaceService
  /** The document of a page that was transcribed. */
  page: string
  /** Later than the ten minutes that a version takes. */
  later: () => void
  end: () => Promise<void> | void
}

async function onServer(): Promise<World> {
  const server = await AccountServer.start()
  const model = new DocumentServer(server.user.id, { id: uuidOf('page'), ...place, transcription })
  server.answers = (...asked) => model.answer(...asked)
  const account = accountAt(server)
  await account.signIn('ann@example.org', 'quite bony lantern')
  return {
    workspace: serverWorkspace(account, () => server.user.id),
    page: uuidOf('page'),
    later: () => model.wait(),
    end: () => server.stop(),
  }
}

async function inBrowser(): Promise<World> {
  globalThis.indexedDB = new IDBFactory()
  let now = Date.parse('2026-11-20T12:00:00Z')
  const page = { ...place, page_number: 1, visible_name: 'Diary', transcription }
  const workspace = new LocalWorkspace({
    pages: {
      find: async ({ page_uuid }) => (page_uuid === page.page_uuid ? page : null),
      transcribed: async () => [page],
    },
    merge: async (...texts) => core.mergeTexts(...texts),
    now: () => now++,
  })
  const later = () => {
    now += 11 * 60_000
  }
  return { workspace, page: localId(place), later, end: () => workspace.close() }
}

describe.each([
  ['on the server', onServer],
  ['in this browser', inBrowser],
])('a workspace %s', (_, make) => {
  let world: World
  let workspace: WorkspaceService
  beforeEach(async () => {
    world = await make()
    workspace = world.workspace
  })
  afterEach(() => world.end())

  const note = { id: '01931f3c-8f00-7000-8000-000000000301', content: '# Ink\n\nBlue', folder_uuid: null }
  const page = () => workspace.read(world.page)
  const refusal = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error)
  const versions = async (id: string) => (await workspace.versions(id, null)).items

  it('has a page as it was transcribed, until a person writes', async () => {
    expect(await page()).toMatchObject({ ...place, content: transcription, is_corrected: false, is_note: false })
    const saved = await workspace.save(await page(), corrected)
    expect(saved).toMatchObject({ content: corrected, is_corrected: true, conflicts: [] })
    expect(await page()).toEqual(saved)
    expect(saved.content_etag).toMatch(/^[0-9a-f]{64}$/)
  })

  it('refuses to write over what was written meanwhile, and tells what it is', async () => {
    const before = await page()
    const theirs = await workspace.save(before, `${transcription}\n- [ ] Call Ann`)
    const newer = newerDocumentOf(await refusal(workspace.save(before, corrected))) as PageDocument
    expect(newer).toEqual(theirs)
    const { text } = await core.mergeTexts(before.content, corrected, newer.content)
    expect((await workspace.save(newer, text)).content).toBe(`${corrected}\n- [ ] Call Ann`)
    expect(newerDocumentOf(await refusal(workspace.remove(before)))?.content).toBe(`${corrected}\n- [ ] Call Ann`)
  })

  it('lets one of many writers with the same text win', async () => {
    const before = await page()
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) => refusal(workspace.save(before, `Of writer ${at}`))),
    )
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome && newerDocumentOf(outcome))).toHaveLength(9)
  })

  it('keeps what was transcribed, and a text that is ten minutes old', async () => {
    const first = await workspace.save(await page(), corrected)
    const second = await workspace.save(first, `${corrected}\nSoon after`)
    expect((await versions(world.page)).map(({ author }) => author)).toEqual(['transcription'])
    world.later()
    await workspace.save(second, `${corrected}\nLater`)
    const kept = await versions(world.page)
    expect(kept.map(({ author }) => author)).toEqual(['person', 'transcription'])
    const texts = await Promise.all(kept.map(({ id }) => workspace.version(world.page, id)))
    expect(texts).toEqual([`${corrected}\nSoon after`, transcription])
  })

  it('keeps the present text under a name, and restores one', async () => {
    const first = await workspace.save(await page(), corrected)
    await workspace.snapshot(world.page, 'Before the journey')
    await workspace.save(first, 'Nothing')
    const named = (await versions(world.page)).find(({ name }) => name === 'Before the journey')
    const text = await workspace.version(world.page, named?.id ?? '')
    expect((await workspace.save(await page(), text)).content).toBe(corrected)
  })

  it('undoes the corrections of a page, which stay as a version', async () => {
    const saved = await workspace.save(await page(), corrected)
    expect(await workspace.remove(saved)).toMatchObject({ content: transcription, is_corrected: false })
    expect(await page()).toMatchObject({ content: transcription, is_corrected: false })
    const [last] = await versions(world.page)
    expect(await workspace.version(world.page, last?.id ?? '')).toBe(corrected)
  })

  it('creates a note once, however often it is asked', async () => {
    const created = await workspace.create(note)
    const { id } = note
    const facts = { id, notebook_uuid: id, page_uuid: id, visible_name: 'Ink', is_note: true, content: note.content }
    expect(created).toMatchObject(facts)
    const changed = await workspace.save(created, '# Ink\n\nBlack')
    expect(await workspace.create(note)).toEqual(changed)
  })

  it('deletes a note', async () => {
    const created = await workspace.create(note)
    expect(await workspace.remove(created)).toBeNull()
    expect(isGone(await refusal(workspace.read(note.id)))).toBe(true)
  })

  it('lists what contains the words', async () => {
    await workspace.create(note)
    const ids = async (query?: string) => {
      const { items } = await workspace.list(query === undefined ? {} : { query })
      return items.map(({ id }) => id).sort()
    }
    expect(await ids()).toEqual([note.id, world.page].sort())
    expect(await ids('blue ink')).toEqual([note.id])
    expect(await ids('friday')).toEqual([world.page])
    const [item] = (await workspace.list({ query: 'ink' })).items
    expect(item).not.toHaveProperty('content')
  })

  it('has no document that nobody made', async () => {
    const unknown = '01931f3c-8f00-7000-8000-00000000ffff'
    expect(isGone(await refusal(workspace.read(unknown)))).toBe(true)
    expect(isGone(await refusal(workspace.versions(unknown, null)))).toBe(true)
  })
})
