// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageOutline } from './protocol.ts'

/** The tablet shows no template below the ink on a PDF. */
export function templateOf({ template, sourcePage }: Pick<PageOutline, 'template' | 'sourcePage'>): string {
  return sourcePage === null ? template : ''
}
