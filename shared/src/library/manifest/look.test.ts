// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import type { SourceFile } from '../model/types.ts'
import { lookHash } from './look.ts'

const source = (size: number): SourceFile => ({ path: 'a.pdf', size, modified: 0, read: async () => new Uint8Array() })
const paper = { orientation: 'portrait' as const }
const page = { number: 1, sourcePage: null, template: 'Lines' }
const state = { ink_hash: 'i1:a' }

test('a page looks the same until its ink, its template, its source or its orientation changes', () => {
  const first = lookHash(paper, page, state)
  expect(first).toMatch(/^l1:[0-9a-f]{32}$/)
  expect(lookHash(paper, { ...page, number: 2 }, state), 'moved within its notebook').toBe(first)
  const pdf = { ...paper, sourceKind: 'pdf' as const, source: source(1000) }
  const onPdf = { ...page, sourcePage: 0 }
  const others = [
    lookHash(paper, page, { ink_hash: 'i1:b' }),
    lookHash(paper, { ...page, template: 'Grid' }, state),
    lookHash({ orientation: 'landscape' }, page, state),
    lookHash(pdf, onPdf, state),
    lookHash(pdf, { ...onPdf, sourcePage: 1 }, state),
    lookHash({ ...pdf, source: source(1001) }, onPdf, state),
  ]
  expect(new Set([first, ...others]).size).toBe(7)
})

test('a page of a PDF shows no template, so another one changes nothing', () => {
  const pdf = { ...paper, sourceKind: 'pdf' as const, source: source(1000) }
  const onPdf = { ...page, sourcePage: 0 }
  expect(lookHash(pdf, { ...onPdf, template: 'Grid' }, state)).toBe(lookHash(pdf, onPdf, state))
})

test('a page without its PDF has no look hash', () => {
  expect(lookHash({ ...paper, sourceKind: 'pdf' }, { ...page, sourcePage: 0 }, state)).toBeUndefined()
  expect(lookHash({ ...paper, sourceKind: 'epub' }, page, state)).toBeUndefined()
})
