// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, createEvent, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, it, vi } from 'vitest'
import { useDrop } from './use-drop.ts'

afterEach(cleanup)

function Screen({ onDrop }: { onDrop: (transfer: DataTransfer) => void }) {
  return useDrop({ onDrop, onPaste: () => {} }) ? <p>Drop to add</p> : null
}

/** Whether the page accepts what is dragged over it. */
function hover(kind: 'dragEnter' | 'dragOver', types: string[]): boolean {
  const event = createEvent[kind](document.body, { dataTransfer: { types, dropEffect: 'none' } })
  fireEvent(document.body, event)
  return event.defaultPrevented
}

// If an element appears below the files just before they are dropped, the browser fires only `dragenter` on it.
it.each(['dragEnter', 'dragOver'] as const)('%s takes files, and nothing else', async (kind) => {
  render(<Screen onDrop={() => {}} />)
  expect(hover(kind, ['text/plain'])).toBe(false)
  expect(screen.queryByText('Drop to add')).toBeNull()
  expect(hover(kind, ['Files'])).toBe(true)
  expect(await screen.findByText('Drop to add')).toBeDefined()
})

it('files that are dropped are handed over, and those that leave the page are not', async () => {
  const onDrop = vi.fn()
  render(<Screen onDrop={onDrop} />)
  const dataTransfer = { types: ['Files'], dropEffect: 'none' }
  fireEvent.dragOver(document.body, { dataTransfer })
  fireEvent.dragLeave(document.body, { dataTransfer })
  await vi.waitFor(() => expect(screen.queryByText('Drop to add')).toBeNull())
  expect(onDrop).not.toHaveBeenCalled()
  fireEvent.dragOver(document.body, { dataTransfer })
  fireEvent.drop(document.body, { dataTransfer })
  expect(onDrop).toHaveBeenCalledTimes(1)
  await vi.waitFor(() => expect(screen.queryByText('Drop to add')).toBeNull())
})
