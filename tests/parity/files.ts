// SPDX-License-Identifier: AGPL-3.0-or-later
// The page files that native, Node and browser are compared on: our fixtures, and real pages where they are.
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const checkout = resolve(import.meta.dirname, '../..')

export interface PageFiles {
  folder: string
  /** Paths below `folder`, sorted. */
  names: string[]
}

export const fixtures: PageFiles = pageFilesIn(join(checkout, 'tests/fixtures'))

/** Real files beside the checkout, or where RMIRROR_CORPUS says; no names when there are none. */
export const corpus: PageFiles = pageFilesIn(process.env.RMIRROR_CORPUS ?? resolve(checkout, '../shared/corpus'))

function pageFilesIn(folder: string): PageFiles {
  if (!existsSync(folder)) return { folder, names: [] }
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return { folder, names: names.filter((name) => /\.(rm|lines)$/.test(name)).sort() }
}
