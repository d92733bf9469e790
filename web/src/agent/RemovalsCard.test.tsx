// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClient, QueryClientProvider } from '@tanstack/preact-query'
import { cleanup, render } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { openSession } from './ask.ts'
import { RemovalsCard } from './RemovalsCard.tsx'

afterEach(cleanup)

const warning = {
  ...{ id: 'one', notebook_uuid: 'diary', visible_name: 'Diary', cause: 'dropped', created_at: '2026-11-20T12:00:00Z' },
  pages: { before: 40, now: 12, held: 28 },
  highlights: { before: 0, now: 0, held: 0 },
}

const card = (removals: (typeof warning)[] | null) => (
  <QueryClientProvider client={new QueryClient()}>
    <RemovalsCard removals={removals as never} />
  </QueryClientProvider>
)

test('it is focused once for a user who comes from the icon in the tray', async () => {
  history.replaceState(null, '', '/#a-code/removals')
  await openSession()
  expect(location.hash).toBe('')
  const shown = render(card(null))
  expect(document.activeElement).toBe(document.body)
  shown.rerender(card([warning]))
  const box = shown.container.querySelector('.removal-warnings')
  await expect.poll(() => document.activeElement === box).toBe(true)
  ;(box as HTMLElement).blur()
  shown.rerender(card([{ ...warning, id: 'two' }, warning]))
  expect(document.activeElement).toBe(document.body)
})

test('without a place in the address the focus stays where it is', async () => {
  history.replaceState(null, '', '/#a-code')
  await openSession()
  render(card([warning]))
  expect(document.activeElement).toBe(document.body)
})
