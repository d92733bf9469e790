// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ServerPage } from '@rmirror/shared/api'
import { describe, expect, it } from 'vitest'
import { notebookHere, notebookThere } from '../../testing/notebooks.ts'
import { serverPage } from '../../testing/server-facts.ts'
import type { PageState } from '../local/live-notebook.ts'
import { Notebook } from './notebook.ts'
import { pagesOf } from './page.ts'

const synced = (number: number, members: Partial<ServerPage> = {}) =>
  serverPage('a', `page ${number}`, { page_number: number, ...members })
const drawn = (inkHash: string, unreadableParts = 0): PageState => ({
  kind: 'ready',
  summary: { inkHash, blank: false, images: false, unreadable: unreadableParts, width: 1404, height: 1872 },
  thumbnail: 'data:',
  complete: true,
})
const unreadable: PageState = { kind: 'unreadable', code: 'truncated', detail: 'cut off' }

/** A page with both copies: how this browser drew it, and the server's facts. */
function inBoth(newer: 'here' | 'there', state: PageState, members: Partial<ServerPage> = {}) {
  const here = notebookHere({ lastModified: newer === 'here' ? 2 : 1 })
  const [live] = here.pages
  if (live) live.state.value = state
  const there = notebookThere({ lastModified: newer === 'there' ? 2 : 1 })
  const [page] = pagesOf(new Notebook(here, there), [synced(1, { ink_hash: 'i1:a', ...members })]) ?? []
  if (!page) throw new Error('There is no page')
  return page
}

it('pages that only the server has are unknown until it tells them, and then in its order', () => {
  const notebook = new Notebook(null, notebookThere({ pages: 2 }))
  expect(pagesOf(notebook, null)).toBeNull()
  const pages = pagesOf(notebook, [synced(1), synced(2)]) ?? []
  expect(pages.map(({ uuid, number, shows }) => [uuid, number, shows])).toEqual([
    ['page 1', 1, 'there'],
    ['page 2', 2, 'there'],
  ])
})

it('pages of this browser are there without the server, and not synced', () => {
  const pages = pagesOf(new Notebook(notebookHere({ pages: 2 }), null), null) ?? []
  expect(pages.map(({ number, shows, status }) => [number, shows, status])).toEqual([
    [1, 'here', 'not_synced'],
    [2, 'here', 'not_synced'],
  ])
})

it('the newer copy of a notebook says which pages there are, and in which order', () => {
  const [here, there] = [notebookHere({ pages: 2, lastModified: 2 }), notebookThere({ pages: 3, lastModified: 1 })]
  const announcedPages = [synced(3), synced(1), synced(2)]
  expect(pagesOf(new Notebook(here, there), announcedPages)?.map(({ uuid }) => uuid)).toEqual(['page 1', 'page 2'])
  const newer = notebookThere({ pages: 3, lastModified: 3 })
  const pages = pagesOf(new Notebook(here, newer), announcedPages) ?? []
  expect(pages.map(({ uuid, number }) => [uuid, number])).toEqual([
    ['page 3', 1],
    ['page 1', 2],
    ['page 2', 3],
  ])
  expect(pages.map(({ here }) => here !== null)).toEqual([false, true, true])
})

describe('of a page in both', () => {
  it.each([
    ['the ink is shown when both look the same', 'there', drawn('i1:a'), {}, 'here'],
    ['the server’s is shown when it is newer', 'there', drawn('i1:b'), {}, 'there'],
    ['this browser’s is shown when it is newer', 'here', drawn('i1:b'), {}, 'here'],
    ['this browser’s is shown until it is known how it looks', 'there', { kind: 'waiting' }, {}, 'here'],
    ['this browser’s is shown when the server has no image', 'there', drawn('i1:b'), { has_image: false }, 'here'],
    ['the server’s is shown when this browser cannot read its own', 'here', unreadable, {}, 'there'],
    ['neither is readable: this browser says why', 'here', unreadable, { has_image: false }, 'here'],
  ] as const)('%s', (_, newer, state, members, shown) => {
    expect(inBoth(newer, state as PageState, members).shows).toBe(shown)
  })

  it('only a newer one on the server makes the one here the older', () => {
    expect(inBoth('there', drawn('i1:b')).isOlderHere).toBe(true)
    expect(inBoth('there', drawn('i1:a')).isOlderHere).toBe(false)
    expect(inBoth('here', drawn('i1:b')).isOlderHere).toBe(false)
    expect(inBoth('here', unreadable).isOlderHere).toBe(false)
  })

  it('parts that could not be read are those of the copy that is shown', () => {
    const state = drawn('i1:b', 2)
    expect(inBoth('here', state, { unreadable_parts: 3 }).unreadableParts).toBe(2)
    expect(inBoth('there', state, { unreadable_parts: 3 }).unreadableParts).toBe(3)
    expect(inBoth('here', { kind: 'waiting' }, { unreadable_parts: 3 }).unreadableParts).toBe(0)
  })

  it('the server says how far its transcription is', () => {
    expect(inBoth('here', drawn('i1:a'), { ocr_status: 'failed' }).status).toBe('failed')
  })
})
