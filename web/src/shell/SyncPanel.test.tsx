// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { ApiProblem } from '@rmirror/shared/api'
import { cleanup, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SyncRun } from '../data/syncing.ts'
import { AccountServer } from '../testing/account-server.ts'
import { tree } from '../testing/server-facts.ts'
import { renderWith, signedIn } from '../testing/signed-in.tsx'
import { SyncPanel } from './SyncPanel.tsx'

let server: AccountServer

beforeEach(async () => {
  localStorage.clear()
  server = await AccountServer.start()
  server.answers = (_, path) => (path === '/api/v1/notebooks/tree' ? { body: tree([]) } : undefined)
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function showFailed(status: number, members: object): Promise<string> {
  const error = new ApiProblem(new Response(null, { status }), { detail: 'In English.', ...members })
  const run = {
    ...{ phase: signal('failed'), running: signal(false), error: signal(error), problems: signal([]) },
    ...{ shortened: signal([]), donePages: signal(2), totalPages: signal(12), deferredPages: signal(0) },
  }
  renderWith(await signedIn(server), <SyncPanel run={run as unknown as SyncRun} onDismiss={() => {}} />)
  return (await screen.findByText('Sync stopped')).closest('section')?.textContent ?? ''
}

it.each([
  [413, 'storage_full', /Your storage on this server is full/],
  [413, 'too_many_notebooks', /more notebooks than this server stores/],
  [413, 'too_many_pages', /more pages than this server stores/],
  [507, 'disk_full', /The server has run out of disk space/],
])('a sync that ended with %i %s says why, and not to sync again at once', async (status, type, words) => {
  const told = await showFailed(status, { type })
  expect(told).toMatch(words)
  expect(told).not.toMatch(/In English|Sync again to send the rest/)
})

it('a sync that another fault ended says how to go on', async () => {
  expect(await showFailed(503, {})).toMatch(/can’t do this right now.*Nothing is lost. Sync again/)
})
