// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { AcceptedLines } from './accepted-lines.ts'

it('lines that were accepted are kept, with those of earlier visits', async () => {
  const written: (readonly string[])[] = []
  const lines = new AcceptedLines({ read: async () => ['Buy ink'], write: (texts) => void written.push(texts) })
  lines.accept('Call Ann')
  await expect.poll(() => [...lines.texts.value]).toEqual(['Buy ink', 'Call Ann'])
  lines.accept('Friday')
  expect(written.at(-1)).toEqual(['Buy ink', 'Call Ann', 'Friday'])
})

it('without storage they are remembered as long as the tab is open', async () => {
  const lines = new AcceptedLines({ read: async () => undefined, write: () => {} })
  lines.accept('Call Ann')
  expect([...lines.texts.value]).toEqual(['Call Ann'])
})
