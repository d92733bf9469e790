// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { fineliner, wave } from '../generator/ink.ts'
import { onePage, type SceneStroke } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'
import { builtCore } from '../wasm/core.ts'
import { changesBetween, type PageState, statesOf } from './page-states.ts'

const core = await builtCore()

function stateOf(...strokes: SceneStroke[]): PageState {
  const [state, ...more] = statesOf(core, writeV6(onePage(strokes)))
  if (!state || more.length > 0) throw new Error('This is one page')
  return state
}

const line = wave({ x: -200, y: 300 }, 300, fineliner)
const page = stateOf(line)

test('a page that stays as it was has no changes', () => {
  expect(changesBetween(page, stateOf(line))).toEqual([])
})

test('ink in another place changes hash and picture', () => {
  const moved = stateOf(wave({ x: -200, y: 300 }, 280, fineliner))
  expect(changesBetween(page, moved)).toEqual(['another ink_hash', 'OCR picture of another part of the page'])
  expect(changesBetween(page, stateOf())).toEqual(['another ink_hash', '0 OCR pictures instead of 1'])
})

test('a picture that is drawn otherwise under the same hash is reported', () => {
  if ('error' in page) throw new Error('The page was not read')
  const pictures = page.pictures.map(({ rect }) => ({ rect, hash: 'another' }))
  expect(changesBetween(page, { ...page, pictures })).toEqual(['OCR picture drawn otherwise'])
})

test('a page that is refused now, or for another reason, is reported', () => {
  const [refused] = statesOf(core, new Uint8Array(60))
  expect(changesBetween(page, refused)).toEqual(['read before, refused as not-a-page now'])
  expect(changesBetween(refused, refused)).toEqual([])
  expect(changesBetween({ error: 'truncated' }, refused)).toEqual([
    'refused as truncated before, refused as not-a-page now',
  ])
})
