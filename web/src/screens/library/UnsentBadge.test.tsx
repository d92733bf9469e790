// SPDX-License-Identifier: AGPL-3.0-or-later
import { cleanup, render } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { LibraryIndex } from '../../data/library/library-index.ts'
import { Notebook } from '../../data/library/notebook.ts'
import { unsentPages } from '../../data/outbox/unsent-counts.ts'
import { notebookThere } from '../../testing/notebooks.ts'
import { UnsentBadge } from './UnsentBadge.tsx'

afterEach(() => {
  cleanup()
  unsentPages.value = new Map()
})

it('says of a folder how many texts below it aren’t sent', () => {
  const folders = [
    { uuid: 'outer', name: 'Outer', parent: '' },
    { uuid: 'inner', name: 'Inner', parent: 'outer' },
    { uuid: 'other', name: 'Other', parent: '' },
  ]
  const diary = new Notebook(null, notebookThere({ uuid: 'diary', parent: 'inner' }))
  const note = new Notebook(null, notebookThere({ uuid: 'note', parent: 'outer', isNote: true }))
  const index = new LibraryIndex(
    new Map([diary, note].map((each) => [each.uuid, each])),
    new Map(folders.map((each) => [each.uuid, each])),
    new Intl.Collator('en'),
  )
  const badgeOf = (folder: string) => {
    const { container } = render(<UnsentBadge index={index} folder={folder} />)
    return container.textContent
  }
  expect(badgeOf('outer')).toBe('')
  unsentPages.value = new Map([
    ['diary', new Set(['one', 'two'])],
    ['note', new Set(['note'])],
    ['gone', new Set(['page'])],
  ])
  expect(['outer', 'inner', 'other'].map(badgeOf)).toEqual(['3 texts not sent yet', '2 texts not sent yet', ''])
})
