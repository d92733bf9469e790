// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook with an empty name is shown with a substitute wherever it is named.
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import type { ComponentChild } from 'preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ProblemList } from '../../components/delivery/ProblemList.tsx'
import { ExportNotes } from '../../components/export/ExportNotes.tsx'
import { CheckTree } from '../../components/library/CheckTree.tsx'
import { ChoicePicker } from '../../components/library/ChoicePicker.tsx'
import { indexOf } from '../../data/library/shelf.ts'
import { AccountServer } from '../../testing/account-server.ts'
import { notebookWith, serverPage, tree, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { renderWith, type SignedInStore, signedIn } from '../../testing/signed-in.tsx'
import { DeletedScreen } from '../account/DeletedScreen.tsx'
import { ActivityFailedPages } from '../activity/ActivityFailedPages.tsx'
import { RemovalWarnings } from '../activity/RemovalWarnings.tsx'
import { DeleteNotebook } from '../notebook/DeleteNotebook.tsx'
import { SearchHits } from '../search/SearchHits.tsx'

const uuid = uuidOf('nameless')
const visible_name = ' '
const failed = { total: 1, synced: 0, not_synced: 0, pending: 0, pending_quota: 0, failed: 1 }
const item = treeItem(uuid, { visible_name, sync_progress: failed })
const { sync_progress: _, page_tags: __, ...facts } = item
const deleted = { ...facts, deleted_at: facts.updated_at, deleted_by: 'person', purged_at: null, pages: 1, targets: [] }
const warning = {
  ...{ id: uuidOf('warning'), notebook_uuid: uuid, visible_name, cause: 'dropped' },
  pages: { before: 40, now: 12, held: 28 },
  highlights: { before: 0, now: 0, held: 0 },
  created_at: facts.updated_at,
}

let server: AccountServer

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  const answers: Record<string, object> = {
    '/api/v1/notebooks/tree': tree([item]),
    [`/api/v1/notebooks/${uuid}`]: {
      ...notebookWith([serverPage(uuid, uuidOf('page'), { ocr_status: 'failed' })]),
      sync_progress: failed,
    },
    '/api/v1/integrations': { items: [], next: null },
    '/api/v1/notebooks/deleted': { items: [deleted], next: null },
    '/api/v1/sync/warnings': { items: [warning], next: null },
  }
  server.answers = (_, path) => {
    const body = answers[new URL(path, server.origin).pathname]
    return body && { body }
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

const node = { uuid, name: visible_name, children: null }
const hit = {
  notebook: { notebook_uuid: uuid, document_type: 'notebook' as const },
  name: { text: visible_name, ranges: [] },
  pages: [],
}
const finding = { items: [hit], total: 1, corrections: [], hasMore: false, failure: null }

it.each<[string, (store: SignedInStore) => ComponentChild]>([
  ['search hits', () => <SearchHits listed={[]} />],
  ['Recently deleted', () => <DeletedScreen />],
  ['pages that could not be transcribed', () => <ActivityFailedPages notebooks={[item]} />],
  ['removals that wait for an answer', () => <RemovalWarnings />],
  ['notes on an export', () => <ExportNotes several notes={[{ notebook: '', code: 'failed', pages: [] }]} />],
  ['problems', () => <ProblemList problems={[{ path: '', page: 3, code: 'corrupt', detail: '' }]} />],
  [
    'what is delivered',
    () => (
      <ChoicePicker
        chosen={{ notebooks: [], folders: [], tags: [] }}
        onChange={() => {}}
        nodes={[node]}
        tags={[]}
        plainText={(text) => text}
        problem={null}
      />
    ),
  ],
  [
    'what is synced',
    () => (
      <CheckTree
        label="Library"
        nodes={[{ ...node, kind: 'notebook', inside: [] }]}
        tickOf={() => true}
        lockedBy={() => null}
        onToggle={() => {}}
      />
    ),
  ],
  [
    'the question before it is deleted',
    ({ shelf }) => <DeleteNotebook notebook={indexOf(nothingHere(), shelf).value.notebooks.get(uuid) as never} />,
  ],
])('%s', async (_, show) => {
  const store = await signedIn(server)
  const search = { state: signal({ kind: 'found', finding }), isMeaningOnServer: signal(false) }
  renderWith({ ...store, search: search as never }, show(store))
  const button = screen.queryByRole('button', { name: /^Delete/ })
  if (button) fireEvent.click(button)
  await expect.poll(() => document.body.textContent).toContain('Without a name')
  expect(document.body.innerHTML).not.toMatch(/“\s*”|>\s*,/)
})

const nothingHere = () => ({ notebooks: signal(new Map()), folders: signal(new Map()) })
