// SPDX-License-Identifier: AGPL-3.0-or-later
import { drawSheet } from '../components/draw-sheet.ts'
import type { ServerFormat } from '../components/ServerExportDialog.tsx'
import { ExportRun, onlyPage, pictureName, savePicture } from '../data/exports.ts'
import type { Notebook } from '../data/notebook.ts'
import type { Page } from '../data/page.ts'
import { serverExport } from '../data/server-exports.ts'
import type { Store } from '../data/store.ts'

type Tools = Pick<Store, 'activity' | 'index' | 'remote'>

/** All pages of a notebook, of what the server has of them. */
export function exportFromServer(tools: Tools, notebook: Notebook, pages: Page[], as: ServerFormat): Promise<void> {
  const { activity, index, remote } = tools
  const { notebook: whole, ...options } = serverExport(remote, notebook, pages, drawSheet)
  const folders = [...index.value.folders.values()]
  return activity.runExport(new ExportRun([whole], { as, background: false }, { ...options, folders }))
}

/** One page; its image is a file of its own. */
export async function exportPageFromServer(tools: Tools, page: Page, count: number, as: ServerFormat): Promise<void> {
  const { activity, remote } = tools
  const { notebook, number } = page
  const { notebook: alone, ...options } = serverExport(remote, notebook, [page], drawSheet)
  if (as === 'pictures') {
    const name = pictureName(notebook.name, number, count, 'png')
    return activity.saveAs(name, async () => savePicture(await options.instead.picture(page), name, 'png'))
  }
  const choice = { as, background: false, pages: onlyPage(number, count) }
  return activity.runExport(new ExportRun([alone], choice, options))
}
