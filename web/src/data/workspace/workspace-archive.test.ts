// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import 'fake-indexeddb/auto'
import { writeZip } from '@rmirror/shared/library'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { builtCore } from '../../../../tests/wasm/core.ts'
import { uuidOf } from '../../testing/server-facts.ts'
import { isWorkspaceFile } from '../local/workspace-file.ts'
import { LocalWorkspace, localId } from './local-workspace.ts'
import { archiveOfWorkspace, BadArchive, restoreArchive } from './workspace-archive.ts'

const core = await builtCore()
const place = { notebook_uuid: uuidOf('diary'), page_uuid: uuidOf('first') }
const note = { id: '01931f3c-8f00-7000-8000-000000000301', content: '# Ink\n\nBlue', folder_uuid: null }
const opened: LocalWorkspace[] = []

function openWorkspace(): LocalWorkspace {
  const page = { ...place, page_number: 1, visible_name: 'Diary', transcription: 'Egs\nMilk\nBread' }
  const workspace = new LocalWorkspace({
    pages: { find: async () => page, transcribed: async () => [page] },
    merge: async (...texts) => core.mergeTexts(...texts),
  })
  opened.push(workspace)
  return workspace
}

/** As if it were another browser. */
function anotherBrowser(): LocalWorkspace {
  globalThis.indexedDB = new IDBFactory()
  return openWorkspace()
}

async function written(): Promise<LocalWorkspace> {
  const workspace = anotherBrowser()
  await workspace.save(await workspace.read(localId(place)), 'Eggs\nMilk\nBread')
  await workspace.create(note)
  await workspace.snapshot(note.id, 'First')
  return workspace
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})
afterEach(() => {
  for (const workspace of opened.splice(0)) workspace.close()
})

async function everythingIn(workspace: LocalWorkspace) {
  const rows = [...workspace.documents.value.values()].map(({ revision: _, ...row }) => row)
  return { rows, versions: await Promise.all(rows.map(({ id }) => workspace.versionsOf(id))) }
}

it('is opened in another browser with its versions, and the second time nothing changes', async () => {
  const here = await written()
  const archive = await archiveOfWorkspace(here)
  expect(await isWorkspaceFile(archive)).toBe(true)
  const before = await everythingIn(here)
  const there = anotherBrowser()
  expect(await restoreArchive(there, archive)).toBe(2)
  expect(await everythingIn(there)).toEqual(before)
  const revisions = [...there.documents.value.values()].map(({ revision }) => revision)
  expect(await restoreArchive(there, archive)).toBe(0)
  expect([...there.documents.value.values()].map(({ revision }) => revision)).toEqual(revisions)
})

it('is the same archive each time', async () => {
  const here = await written()
  const [one, other] = [await archiveOfWorkspace(here), await archiveOfWorkspace(here)]
  expect(new Uint8Array(await one.arrayBuffer())).toEqual(new Uint8Array(await other.arrayBuffer()))
})

it('is merged with what was written meanwhile', async () => {
  const archive = await archiveOfWorkspace(await written())
  const there = anotherBrowser()
  await there.save(await there.read(localId(place)), 'Egs\nMilk\nRye bread')
  expect(await restoreArchive(there, archive)).toBe(2)
  expect((await there.read(localId(place))).content).toBe('Eggs\nMilk\nRye bread')
})

it('leaves a text alone that is newer than the one in the archive', async () => {
  const here = await written()
  const archive = await archiveOfWorkspace(here)
  await here.snapshot(localId(place), 'Archived')
  await here.save(await here.read(localId(place)), 'Eggs')
  expect(await restoreArchive(here, archive)).toBe(0)
  expect((await here.read(localId(place))).content).toBe('Eggs')
})

async function archiveWith(files: Record<string, string>): Promise<Blob> {
  const chunks: BlobPart[] = []
  const zip = writeZip(new WritableStream({ write: (chunk) => void chunks.push(new Uint8Array(chunk)) }))
  for (const [path, content] of Object.entries(files)) await zip.add(path, content, 0)
  await zip.close()
  return new Blob(chunks)
}

it.each([
  ['no manifest', {}],
  ['no JSON', { 'rmirror-workspace.json': '{' }],
  ['another version', { 'rmirror-workspace.json': '{"format":"rmirror-workspace","version":2,"documents":[]}' }],
  ['no documents', { 'rmirror-workspace.json': '{"format":"rmirror-workspace","version":1,"documents":[null]}' }],
])('with %s it is refused, and nothing changes', async (_, files) => {
  const workspace = openWorkspace()
  await expect(restoreArchive(workspace, await archiveWith(files))).rejects.toThrow(BadArchive)
  expect(workspace.documents.value.size).toBe(0)
})

it('another archive is none', async () => {
  expect(await isWorkspaceFile(await archiveWith({ 'page.rm': 'ink' }))).toBe(false)
})
