// SPDX-License-Identifier: AGPL-3.0-or-later
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { builtCore } from '../../../../tests/wasm/core.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { DocumentServer } from '../../testing/document-server.ts'
import { pageDetail, uuidOf } from '../../testing/server-facts.ts'
import { accountAt } from '../../testing/signed-in.tsx'
import { DraftLocks } from '../outbox/draft-locks.ts'
import { Outbox } from '../outbox/outbox.ts'
import { sendItem } from '../outbox/send-item.ts'
import { Sender } from '../outbox/sender.ts'
import { LocalWorkspace, localId } from '../workspace/local-workspace.ts'
import { serverWorkspace } from '../workspace/server-workspace.ts'
import type { WorkspaceService } from '../workspace/workspace-service.ts'
import { documentsToTake, takeAlong } from './take-along.ts'

const core = await builtCore()
const merge = async (...texts: [string, string, string]) => core.mergeTexts(...texts)
const place = { notebook_uuid: uuidOf('diary'), page_uuid: uuidOf('first') }
const note = { id: '01931f3c-8f00-7000-8000-000000000301', content: '# Ink\n\nBlue', folder_uuid: null }
/** The notebooks on the server. */
const onServer = new Map([[place.notebook_uuid, true]])

let server: AccountServer
let there: WorkspaceService
let local: LocalWorkspace
let outbox: Outbox
let sender: Sender

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  server = await AccountServer.start()
  const model = new DocumentServer(server.user.id, { id: uuidOf('page'), ...place, transcription: 'Eqs\nMilk' })
  server.answers = (...asked) => model.answer(...asked)
  const account = accountAt(server)
  await account.signIn('ann@example.org', 'quite bony lantern')
  there = serverWorkspace(account, () => server.user.id)
  const page = { ...place, page_number: 1, visible_name: 'Diary', transcription: 'Egs\nMilk' }
  local = new LocalWorkspace({ pages: { find: async () => page, transcribed: async () => [page] }, merge })
  outbox = new Outbox()
  await outbox.begin(server.user.id)
  sender = new Sender(outbox, {
    send: (item) => sendItem({ account, merge }, item),
    onSent: () => {},
    isSignedIn: () => true,
    drafts: new DraftLocks(undefined),
    locks: undefined,
    after: () => () => {},
  })
})
afterEach(async () => {
  local.close()
  await outbox.close()
  server.stop()
})

async function take(): Promise<void> {
  const page = async () => pageDetail(place.notebook_uuid, place.page_uuid, { id: uuidOf('page') })
  await takeAlong({ local, server: there, outbox, page }, documentsToTake(local.documents.value, onServer))
  await sender.wake()
}

async function writeHere(): Promise<void> {
  await local.save(await local.read(localId(place)), 'Eggs\nMilk')
  await local.create(note)
}

const contents = async () => [(await there.read(uuidOf('page'))).content, (await there.read(note.id)).content]

it('takes notes and corrected pages along, and nothing is left here', async () => {
  await writeHere()
  await take()
  expect(await contents()).toEqual(['Eggs\nMilk', note.content])
  expect([local.documents.value.size, outbox.items.size]).toEqual([0, 0])
})

it('done twice, nothing changes', async () => {
  await writeHere()
  await take()
  const versions = async () => (await there.versions(uuidOf('page'), null)).items.length
  const before = await versions()
  // As from an archive that is opened again.
  await writeHere()
  await take()
  expect(await contents()).toEqual(['Eggs\nMilk', note.content])
  expect(await versions()).toBe(before)
})

it('changes nothing of what was written on the server since', async () => {
  await writeHere()
  await take()
  await there.save(await there.read(uuidOf('page')), 'Eggs\nMilk\nSalt')
  await there.save(await there.read(note.id), '# Ink\n\nBlack')
  await writeHere()
  await take()
  expect(await contents()).toEqual(['Eggs\nMilk\nSalt', '# Ink\n\nBlack'])
})

it('two texts that persons wrote in the same line wait for a person', async () => {
  await there.save(await there.read(uuidOf('page')), 'Six egs\nMilk')
  await writeHere()
  await take()
  expect([...outbox.items.values()].map(({ problem }) => problem)).toEqual(['conflict'])
  expect((await there.read(uuidOf('page'))).content).toBe('Six egs\nMilk')
})

it('pages of notebooks that are not on the server stay here', async () => {
  await writeHere()
  expect(documentsToTake(local.documents.value, new Map()).map(({ id }) => id)).toEqual([note.id])
})
