// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { notebookHere, notebookThere } from '../../testing/notebooks.ts'
import { Notebook } from './notebook.ts'

describe('a notebook in this browser and on the server', () => {
  it('is shown as the server has it when that copy is newer', () => {
    const here = notebookHere({ name: 'Diary', lastModified: 1, pages: 2, tags: ['old'], parent: 'drawer' })
    const there = notebookThere({ name: 'Diary 2026', lastModified: 2, pages: 3, tags: ['new'], parent: 'shelf' })
    const notebook = new Notebook(here, there)
    expect(notebook).toMatchObject({ shows: 'there', name: 'Diary 2026', tags: ['new'], parent: 'shelf', pageCount: 3 })
    expect([notebook.here, notebook.there]).toEqual([here, there])
  })

  it('is shown as this browser has it when neither copy is newer', () => {
    const notebook = new Notebook(
      notebookHere({ name: 'Here', lastModified: 5, pages: 2 }),
      notebookThere({ name: 'There', lastModified: 5, pages: 3 }),
    )
    expect(notebook).toMatchObject({ shows: 'here', name: 'Here', pageCount: 2 })
  })

  it('is shown as this browser has it when only that copy says when it was changed', () => {
    const notebook = new Notebook(notebookHere({ lastModified: 5 }), notebookThere({ lastModified: 0 }))
    expect(notebook.shows).toBe('here')
  })
})

describe('a notebook in one place', () => {
  it('is shown from where it is', () => {
    const here = new Notebook(notebookHere({ pages: 2 }), null)
    const there = new Notebook(null, notebookThere({ pages: 3 }))
    expect(here).toMatchObject({ shows: 'here', there: null, pageCount: 2 })
    expect(there).toMatchObject({ shows: 'there', here: null, pageCount: 3 })
  })

  it('has an unknown number of pages until those of a document that was never opened are counted', () => {
    const here = notebookHere({ pages: 0 })
    const unopened = { ...here, facts: { ...here.facts, unopened: 'uncounted' as const } }
    expect(new Notebook(unopened, null).pageCount).toBeNull()
    expect(new Notebook(here, null).pageCount).toBe(0)
  })
})
