// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a page looks as it did: by what is on it and below it, not by how we draw it.
import { v5 } from 'uuid'
import { isOnSource, templateOf } from './below.ts'
import type { Notebook, PageSource } from './types.ts'

const namespace = 'a2f6e0c5-3f0b-4b5c-9d5e-7f1f6c0b8d21'

/** Undefined: what the page was written on isn't here, so nobody can say. */
export function lookHash(
  notebook: Pick<Notebook, 'orientation' | 'source' | 'sourceKind'>,
  page: Pick<PageSource, 'number' | 'sourcePage' | 'template'>,
  { ink_hash }: { ink_hash: string },
): string | undefined {
  const { orientation, source, sourceKind } = notebook
  const isWrittenOn = isOnSource(notebook, page)
  if (isWrittenOn && !source) return undefined
  // A source is never written to: its size tells one from another.
  const below = isWrittenOn ? [sourceKind, source?.size, page.sourcePage ?? page.number - 1] : templateOf(page)
  return `l1:${v5(JSON.stringify([ink_hash, orientation, below]), namespace).replaceAll('-', '')}`
}
