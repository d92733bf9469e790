// SPDX-License-Identifier: AGPL-3.0-or-later
import type { KeptVault, LocalState } from '@rmirror/shared/local-page'
import { QueryClient, QueryClientProvider } from '@tanstack/preact-query'
import { cleanup, render } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { StatusCard } from './StatusCard.tsx'

afterEach(cleanup)

const vault = (more: Partial<KeptVault>): KeptVault => ({
  ...{ folder: '/home/ann/Vault', problem: null, updated_at: new Date().toISOString(), notes: 12, kept: 0 },
  ...more,
})

function show(...vaults: KeptVault[]) {
  const state: LocalState = {
    ...{ version: '1.0.0', server: 'https://notes.example.org', email: null, quota: null, log: [], removals: null },
    ...{ deletions_asked: null, deleted_there: [], update: null },
    run: {
      ...{ is_running: true, paused_until: null, sources: [], vaults, problem: null, update: null },
      ...{ last_sync_at: new Date().toISOString(), notebooks: 3, pages_to_send: 0, unreadable: 0 },
    },
  }
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <StatusCard state={state} />
    </QueryClientProvider>,
  )
}

test('each vault says what is in it, what stays as a person changed it, and what is wrong', () => {
  const card = show(
    vault({ kept: 2 }),
    vault({ folder: '/mnt/Away', problem: "The folder isn't there.", updated_at: null, notes: 0 }),
  )
  expect(card.getByRole('heading').textContent).toBe('A vault can’t be brought up to date')
  const [first, second] = [...card.container.querySelectorAll('li')].map((each) => each.textContent)
  expect(first).toMatch(
    /^\/home\/ann\/Vault12 notes, brought up to date .*\. 2 parts that you changed stay as they are\.$/,
  )
  expect(second).toBe("/mnt/AwayThe folder isn't there.Not yet")
})

test('without vaults, none are mentioned', () => {
  const card = show()
  expect(card.queryByText('Vaults')).toBeNull()
  expect(card.getByRole('heading').textContent).not.toContain('vault')
})
