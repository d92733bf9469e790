// SPDX-License-Identifier: AGPL-3.0-or-later
// Folders of notebooks as the desktop app keeps them, of any size.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type NotebookFiles, type NotebookPage, notebookFiles, someDay } from '../../generator/document.ts'
import { fineliner, wave } from '../../generator/ink.ts'
import { longNotebook } from '../../generator/library-files.ts'
import { Random } from '../../generator/prng.ts'
import { onePage } from '../../generator/scene.ts'

/** Writes pages of a diary, as large as real notes, in a number of notebooks. */
export function writeDiaries(folder: string, { pages, notebooks }: { pages: number; notebooks: number }): void {
  const random = new Random(20)
  const all = longNotebook(pages).pages
  const each = Math.ceil(pages / notebooks)
  for (let nth = 0; nth < notebooks; nth++)
    write(folder, {
      ...{ uuid: random.uuid(), name: `Diary ${nth + 1}`, lastModified: someDay + nth },
      pages: all.slice(nth * each, (nth + 1) * each),
    })
}

/** Documents of one page each, which has a single stroke. */
export function writeDocuments(folder: string, count: number): void {
  const random = new Random(21)
  for (let nth = 0; nth < count; nth++) write(folder, scribbled(random.uuid(), nth, [{ uuid: random.uuid() }]))
}

/** Writes over a page, or one more: what is drawn on it depends on `seed`. */
export function scribbled(uuid: string, seed: number, pages: NotebookPage[]): NotebookFiles {
  const scene = onePage([wave({ x: -600 + (seed % 400), y: 100 + (seed % 1700) }, 200 + (seed % 997), fineliner)])
  return {
    ...{ uuid, name: `Document ${seed + 1}`, lastModified: someDay + seed },
    pages: pages.map((page) => ({ ...page, scene })),
  }
}

export function write(folder: string, notebook: NotebookFiles): void {
  for (const { path, bytes } of notebookFiles(notebook)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  }
}
