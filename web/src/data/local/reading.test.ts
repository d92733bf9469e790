// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { OrderError } from '@rmirror/shared/workshop'
import { beforeEach, expect, it } from 'vitest'
import { scriptedPool } from '../../../../tests/world/scripted-pool.ts'
import { notebookHere } from '../../testing/notebooks.ts'
import type { LivePage } from './live-notebook.ts'
import { PageReader } from './reading.ts'
import type { SourcePool } from './sources.ts'

const look = { width: 100, background: false, below: null }
const note = { code: 'fonts-missing', detail: 'no fonts' }

let page: LivePage
beforeEach(() => {
  const parts = { ink: new Blob([]), index: 0, layerMetadata: null, highlights: null, templateFile: null }
  page = { ...(notebookHere({}).pages[0] as LivePage), parts: { ...parts, orientation: 'portrait', template: '' } }
})

function readerOf(answers: { notes: (typeof note)[] }[]) {
  const { pool, workers } = scriptedPool(({ kind }) => {
    const { notes } = answers.shift() ?? { notes: [] }
    return { answer: kind === 'draw' ? { bytes: new Uint8Array([1]), notes, imagesToLookUp: [] } : { notes } }
  })
  const asked = () => workers.flatMap(({ orders }) => orders.map(({ kind }) => kind))
  return { reader: new PageReader(pool, {} as SourcePool), asked }
}

it('a page that was shown without its fonts is asked for again, and another one is not', async () => {
  const { reader, asked } = readerOf([{ notes: [note] }, { notes: [note] }])
  for (const nth of [1, 2, 3]) {
    expect((await reader.details(page, null)).notes).toHaveLength(nth === 1 ? 1 : 0)
    expect((await reader.picture(page, look)).size).toBe(1)
  }
  expect(asked()).toEqual(['open', 'draw', 'open', 'draw'])
})

it('a page that could not be read is asked for again', async () => {
  let isRead = false
  const failure = { failure: { code: 'corrupt', message: 'cut off', crashed: false } }
  const { pool } = scriptedPool(() => (isRead ? { answer: { notes: [] } } : failure))
  const reader = new PageReader(pool, {} as SourcePool)
  await expect(reader.details(page, null)).rejects.toThrow(OrderError)
  isRead = true
  expect(await reader.details(page, null)).toEqual({ notes: [] })
})
