// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LocalUpdate } from '@rmirror/shared/local-page'
import { QueryClient, QueryClientProvider } from '@tanstack/preact-query'
import { render } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { UpdateCard } from './UpdateCard.tsx'

const shown = (update: LocalUpdate | null) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <UpdateCard update={update} />
    </QueryClientProvider>,
  )

test('a newer version is installed by a button, which goes while it is installed', () => {
  const there: LocalUpdate = { version: '2.0.0', way: 'automatic', is_under_way: false }
  const card = shown(there)
  card.getByRole('region', { name: 'rMirror 2.0.0 is available' })
  card.getByRole('button', { name: 'Update now' })
  card.unmount()
  const busy = shown({ ...there, is_under_way: true })
  expect(busy.queryByRole('button')).toBeNull()
  expect(busy.getByRole('status').textContent).toBe('rMirror is being updated…')
})

test('where a command installs it, that is shown to be copied', () => {
  const card = shown({ version: '2.0.0', way: 'command', command: 'npm install -g x', is_under_way: false })
  card.getByText('npm install -g x')
  card.getByRole('button', { name: 'Copy' })
  expect(card.queryByRole('button', { name: 'Update now' })).toBeNull()
})

test('without a newer version there is nothing', () => {
  expect(shown(null).container.textContent).toBe('')
})
