// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks as a ZIP of PNGs: a folder per notebook, in the tablet's folder tree.
import { type Library, type Notebook, type PageSource, pageFileName, placesOf, writeZip } from '@rmirror/shared/library'
import { failureOf } from '../outcome.ts'
import { inOrder } from '../workers/in-order.ts'
import { Drawing } from './drawing.ts'
import type { Making, Outlet } from './outlet.ts'

export async function exportPictures(
  library: Library,
  { pool, background }: Omit<Making, 'handwriting'>,
  outlet: Outlet,
): Promise<void> {
  const zip = writeZip(new WritableStream({ write: (chunk) => outlet.write(chunk) }))
  for (const { folder, notebook } of placesOf(library)) {
    const drawing = new Drawing(notebook, pool, (page, detail) => outlet.report.note(notebook.name, page, detail))
    try {
      await addPages({ folder, notebook, drawing, background, zip }, pool.size * 2, outlet)
    } finally {
      // MuPDF's thread would outlive an export that is cut short.
      await drawing.close()
    }
  }
  await zip.close()
}

interface Part {
  folder: string
  notebook: Notebook
  drawing: Drawing
  background: boolean
  zip: ReturnType<typeof writeZip>
}

/** `atOnce` pages are drawn ahead of the one that is written. */
async function addPages(part: Part, atOnce: number, outlet: Outlet): Promise<void> {
  const { folder, notebook, drawing, background, zip } = part
  const draw = (page: PageSource) => drawPage(drawing, page, background)
  for await (const drawn of inOrder(notebook.pages, atOnce, draw)) {
    outlet.signal.throwIfAborted()
    const { number } = drawn.page
    if ('failure' in drawn) outlet.report.failed(notebook.name, number, drawn.failure)
    const content = 'failure' in drawn ? `Page ${number} could not be read: ${drawn.failure}.\n` : drawn.picture
    const name = pageFileName(number, 'failure' in drawn ? 'txt' : 'png', notebook.pages.length)
    await zip.add(`${folder}/${name}`, content, notebook.lastModified)
    outlet.report.done()
  }
}

type Drawn = { page: PageSource; picture: Uint8Array } | { page: PageSource; failure: string }

async function drawPage(drawing: Drawing, page: PageSource, background: boolean): Promise<Drawn> {
  try {
    return { page, picture: await drawing.png({ background }, page) }
  } catch (error) {
    return { page, failure: failureOf(error).detail }
  }
}
