// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageSource, SourceFile } from '@rmirror/shared/library'
import { expect, it } from 'vitest'
import { isSmall } from './same-thread.ts'

const file = (size: number): SourceFile => ({
  path: 'page.rm',
  size,
  modified: 0,
  read: () => Promise.reject(new Error('unread')),
})
const page = (files: Partial<PageSource>) =>
  ({ uuid: '', number: 1, index: 0, template: '', tags: [], ...files }) as PageSource
const [small, large] = [file(262_144), file(262_145)]

it.each([
  ['a page without ink', {}, true],
  ['a page that the fuzzers could have made', { file: small, templateFile: small, highlights: small }, true],
  ['a larger page', { file: large }, false],
  ['a larger template', { file: small, templateFile: large }, false],
  ['a larger list of highlights', { file: small, highlights: large }, false],
])('%s', (_, files, expected) => {
  expect(isSmall(page(files))).toBe(expected)
})
