// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClient, QueryClientProvider } from '@tanstack/preact-query'
import { render } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { DeletedCard } from './DeletedCard.tsx'

test('each notebook has its own buttons, also one whose name is empty', () => {
  const card = render(
    <QueryClientProvider client={new QueryClient()}>
      <DeletedCard
        deleted={[
          { uuid: 'a', name: 'Diary' },
          { uuid: 'b', name: ' ' },
        ]}
      />
    </QueryClientProvider>,
  )
  expect([...card.container.querySelectorAll('li > :first-child')].map((each) => each.textContent)).toEqual([
    'Diary',
    'Without a name',
  ])
  expect(card.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
    'Sync “Diary” again',
    'Leave “Diary” deleted',
    'Sync “Without a name” again',
    'Leave “Without a name” deleted',
  ])
})
