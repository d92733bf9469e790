// SPDX-License-Identifier: AGPL-3.0-or-later
// Five hundred marks drawn on generated pages, found again.
import { expect, test } from 'vitest'
import { SourceText } from '../../shared/src/pdf/index.ts'
import { builtCore } from '../wasm/core.ts'
import { markedDocument } from './marked-document.ts'
import { marksOf, scoreOf } from './score.ts'

const core = await builtCore()

test('500 marks: hardly one is missed, and hardly one is invented', async () => {
  const { pdf, pages } = markedDocument(500, 48)
  using source = await SourceText.open({ kind: 'pdf', bytes: pdf })
  if (!source) throw new Error('The PDF can’t be opened')
  const scores = pages.map((page, index) => scoreOf(page, marksOf(core, source, page, index), index))
  const sum = (of: 'found' | 'right' | 'drawn') => scores.reduce((total, score) => total + score[of], 0)
  const precision = sum('right') / sum('found')
  const recall = sum('right') / sum('drawn')
  console.log(`pen marks: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} of ${sum('drawn')}`)
  expect(sum('drawn')).toBe(500)
  expect(precision).toBeGreaterThanOrEqual(0.95)
  expect(recall).toBeGreaterThanOrEqual(0.9)
})
