// SPDX-License-Identifier: AGPL-3.0-or-later
// Nested folders with tri-state checkboxes, by mouse and by keyboard, with the logic of the sync selection.
import { everything } from '@rmirror/shared/library'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CheckTree } from '../../../components/library/CheckTree.tsx'
import { type SelectionNode, tickOf, toggled } from '../../../data/library/sync-selection.ts'

const nodeOf = (kind: SelectionNode['kind'], name: string, inside: SelectionNode[] = []): SelectionNode => ({
  ...{ uuid: name, name, kind, tags: [], isOnServer: true },
  inside,
})
const notebook = (name: string) => nodeOf('notebook', name)
const folder = (name: string, ...inside: SelectionNode[]) => nodeOf('folder', name, inside)

const nodes = [
  folder('Work', folder('Meetings', notebook('May'), notebook('June')), notebook('Plans')),
  folder('Locked', notebook('Secret')),
  notebook('Diary'),
]

function Chosen() {
  const [chosen, choose] = useState(everything)
  return (
    <CheckTree
      label="Library"
      nodes={nodes}
      tickOf={(node) => tickOf(node, chosen)}
      lockedBy={(node) => (node.name === 'Locked' ? 'always left out' : null)}
      onToggle={(node) => choose(toggled(node, chosen))}
    />
  )
}

const line = (name: string) => screen.getByRole('treeitem', { name: new RegExp(`^${name}`) })
const names = () => screen.getAllByRole('treeitem').map((each) => each.textContent?.trim())
const press = (...keys: string[]) => {
  for (const key of keys) fireEvent.keyDown(document.activeElement as Element, { key })
}

/** Waits, because the lines of a large library are rendered gradually. */
const expectStates = (states: Record<string, string>) =>
  waitFor(() => {
    const boxes = Object.keys(states).map((name) => [name, line(name).getAttribute('aria-checked')])
    expect(Object.fromEntries(boxes)).toEqual(states)
  })

async function openByMouse(...folders: string[]): Promise<void> {
  for (const name of folders) {
    await waitFor(() => line(name))
    fireEvent.click(line(name).querySelector('.check-open') as Element)
  }
}

beforeEach(() => {
  render(<Chosen />)
})
afterEach(cleanup)

it('shows what is in a folder when it is opened, and ticks nothing by that', async () => {
  expect(names()).toEqual(['Work', 'Locked always left out', 'Diary'])
  await openByMouse('Work', 'Meetings')
  await expectStates({ Work: 'true', Meetings: 'true', June: 'true', Diary: 'true' })
  expect(names()).toEqual(['Work', 'Meetings', 'May', 'June', 'Plans', 'Locked always left out', 'Diary'])
  expect(line('June').getAttribute('aria-level')).toBe('3')
  expect(line('June').getAttribute('aria-posinset')).toBe('2')
  expect(line('Work').getAttribute('aria-expanded')).toBe('true')
})

it('makes all folders above mixed by mouse, and whole again by one click on the uppermost', async () => {
  await openByMouse('Work', 'Meetings')
  await waitFor(() => line('Diary'))
  fireEvent.click(line('June'))
  await expectStates({ Work: 'mixed', Meetings: 'mixed', May: 'true', June: 'false', Plans: 'true' })
  fireEvent.click(line('Work'))
  await expectStates({ Work: 'true', Meetings: 'true', June: 'true' })
  fireEvent.click(line('Meetings'))
  await expectStates({ Work: 'mixed', Meetings: 'false', Plans: 'true' })
  fireEvent.click(line('Work'))
  await expectStates({ Work: 'true', Meetings: 'true' })
  fireEvent.click(line('Work'))
  await expectStates({ Work: 'false' })
})

it('does the same by keyboard', async () => {
  await openByMouse('Work', 'Meetings')
  await waitFor(() => line('Diary'))
  fireEvent.keyDown(line('Work'), { key: 'Home' })
  fireEvent.keyDown(line('Work'), { key: ' ' })
  await expectStates({ Work: 'false' })
  fireEvent.keyDown(line('Work'), { key: 'Enter' })
  await expectStates({ Work: 'true', Meetings: 'true', May: 'true' })
})

it('cannot tick what is locked', async () => {
  fireEvent.click(line('Locked'))
  line('Locked').focus()
  press(' ')
  await expectStates({ Locked: 'false' })
  expect(line('Locked').getAttribute('aria-disabled')).toBe('true')
})

it('goes by arrows and by first letters, and opens folders on the way', async () => {
  line('Work').focus()
  press('ArrowRight')
  await waitFor(() => line('Meetings'))
  press('ArrowRight')
  await waitFor(() => expect(document.activeElement).toBe(line('Meetings')))
  press('ArrowRight')
  await waitFor(() => line('May'))
  press('ArrowDown')
  await waitFor(() => expect(document.activeElement).toBe(line('May')))
  press('d')
  await waitFor(() => expect(document.activeElement).toBe(line('Diary')))
})
