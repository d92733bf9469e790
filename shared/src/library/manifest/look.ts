// SPDX-License-Identifier: AGPL-3.0-or-later
// Hashes a page's appearance from its ink and what is below it, independent of how it is drawn.
import { v5 } from 'uuid'
import type { Notebook, PageSource } from '../model/types.ts'
import { isOnSource, templateOf } from './below.ts'

const namespace = 'a2f6e0c5-3f0b-4b5c-9d5e-7f1f6c0b8d21'

/** Undefined if the PDF or EPUB below the page is missing here. */
export function lookHash(
  notebook: Pick<Notebook, 'orientation' | 'source' | 'sourceKind'>,
  page: Pick<PageSource, 'number' | 'sourcePage' | 'template'>,
  { ink_hash }: { ink_hash: string },
): string | undefined {
  const { orientation, source, sourceKind } = notebook
  const isWrittenOn = isOnSource(notebook, page)
  if (isWrittenOn && !source) return undefined
  // Source files are never modified, so their size tells them apart.
  const below = isWrittenOn ? [sourceKind, source?.size, page.sourcePage ?? page.number - 1] : templateOf(page)
  return `l1:${v5(JSON.stringify([ink_hash, orientation, below]), namespace).replaceAll('-', '')}`
}
