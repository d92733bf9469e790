// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages whose text is known: our own, and those of a folder in which a page and its text lie beside each other.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Core } from '@rmirror/shared/core'
import { ownPages } from './own-pages.ts'

export interface Picture {
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif'
  bytes: Uint8Array
}

export interface KnownPage {
  name: string
  /** Of one page, in reading order. */
  pictures: Picture[]
  written: string
  /** Plain text tells no headings, lists or tables. */
  format: 'markdown' | 'text'
}

const mediaTypes: Record<string, Picture['mediaType']> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
}

export function ownKnownPages(core: Core): KnownPage[] {
  return ownPages().map(({ name, file, markdown }) => ({
    name,
    pictures: picturesOf(core, file),
    written: markdown,
    format: 'markdown',
  }))
}

/** Pages are `.rm` files and images; the text of `page.rm` is in `page.md` or `page.txt`. Others are passed over. */
export function pagesIn(folder: string, core: Core): KnownPage[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return names.flatMap((name) => {
    const type = extname(name).toLowerCase()
    const known = type === '.rm' || type in mediaTypes ? textBeside(join(folder, name)) : undefined
    if (!known) return []
    const bytes = readFileSync(join(folder, name))
    const mediaType = mediaTypes[type]
    const pictures = mediaType ? [{ mediaType, bytes }] : picturesOf(core, bytes)
    return [{ name: basename(name), pictures, ...known }]
  })
}

function textBeside(path: string): Pick<KnownPage, 'written' | 'format'> | undefined {
  const stem = path.slice(0, -extname(path).length)
  for (const [ending, format] of [
    ['.md', 'markdown'],
    ['.txt', 'text'],
  ] as const)
    if (existsSync(stem + ending)) return { written: readFileSync(stem + ending, 'utf8'), format }
  return undefined
}

/** As a device sends them to be read. */
function picturesOf(core: Core, file: Uint8Array): Picture[] {
  using page = core.openPage(file)
  return page.renderOcr().map(({ png }) => ({ mediaType: 'image/png', bytes: png }))
}
