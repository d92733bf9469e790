// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { expect, it } from 'vitest'
import { InProcessPool } from '../testing/in-process-worker.ts'
import type { ExportRequest, NotebookFacts, PageOutline, PageParts } from './protocol.ts'

const outline = (number: number): PageOutline => ({
  uuid: `page ${number}`,
  number,
  index: 0,
  template: '',
  sourcePage: null,
  tags: [],
})
const blank = { ink: null, index: 0, layerMetadata: null, highlights: null, orientation: 'portrait', template: '' }

async function plainText(facts: Partial<NotebookFacts>, more: Partial<ExportRequest>): Promise<string> {
  const pool = await InProcessPool.open(1)
  const pages = [1, 2, 3].map(outline)
  const notebook = { name: 'Diary', parent: '', tags: [], pages, ...facts } as Partial<NotebookFacts> as NotebookFacts
  const parts = pages.map(() => blank as PageParts)
  const answer = await pool.run('export', { notebook, parts, as: 'plain', background: true, ...more })
  return answer.text()
}

it('pages that wait to be read are not told as pages without text', async () => {
  const given = { read: new Map([['page 3', 'Call Ann']]), waiting: new Set(['page 1']) }
  expect(await plainText({}, given)).toBe(
    'Diary\n=====\n\nPage 3\n------\n\nCall Ann\n\n[No text on page 2.]\n\n[The handwriting on page 1 is waiting to be transcribed.]\n',
  )
})

it('a notebook that was thrown away with its folder says so', async () => {
  const folders = [{ uuid: 'old', name: 'Old', parent: 'trash' }]
  expect(await plainText({ parent: 'old' }, { folders })).toMatch(
    /^Diary\n=====\n\n\[This notebook is in the trash\.\]\n/,
  )
  expect(await plainText({}, { folders })).not.toContain('trash')
})
