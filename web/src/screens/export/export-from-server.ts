// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Format } from '@rmirror/shared/workshop'
import type { ServerFormat } from '../../components/export/ServerExportDialog.tsx'
import { sheets } from '../../components/sheet/sheets.ts'
import {
  type ChosenPages,
  ExportRun,
  type FileDelivery,
  onlyPage,
  pictureName,
  savePicture,
} from '../../data/export/exports.ts'
import { serverExport } from '../../data/export/server-exports.ts'
import { exportTogether } from '../../data/export/several-exports.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import type { Page } from '../../data/library/page.ts'
import { preferences } from '../../data/library/preferences.ts'
import type { Store } from '../../data/store.ts'

type Tools = Pick<Store, 'activity' | 'index' | 'remote'>

interface Chosen {
  as: ServerFormat | Format
  /** Undefined: all pages. */
  pages?: ChosenPages
  to?: FileDelivery | undefined
}

/** Exports all or some pages of a notebook, from the server's data. */
export function exportFromServer(tools: Tools, notebook: Notebook, pages: Page[], chosen: Chosen): Promise<void> {
  const { activity, index, remote } = tools
  const { numbers } = chosen.pages ?? {}
  const some = numbers ? pages.filter(({ number }) => numbers.has(number)) : pages
  const { notebook: whole, instead, readHandwriting } = serverExport(remote, notebook, some, sheets)
  const folders = [...index.value.folders.values()]
  return activity.runExport(
    new ExportRun(
      [whole],
      { ...choiceOf(chosen), background: false },
      { instead: () => instead, readHandwriting, folders },
    ),
  )
}

const choiceOf = ({ to, ...chosen }: Chosen) => ({ ...chosen, ...(to && { to }) })

/** Exports several notebooks as a ZIP with a file for each; a single one as that file. */
export function exportSeveral(
  tools: Tools & Pick<Store, 'library'>,
  notebooks: readonly Notebook[],
  as: ServerFormat | Format,
  archiveName: string,
): Promise<void> {
  const { activity, index, remote, library } = tools
  const { notebooks: together, ...options } = exportTogether(notebooks, { library, remote, sheets })
  const choice = { as, background: preferences.value.background }
  const folders = [...index.value.folders.values()]
  return activity.runExport(new ExportRun(together, choice, { ...options, folders }), archiveName)
}

/** Exports one page. As "pictures", its image is saved as a file, without a ZIP. */
export async function exportPageFromServer(tools: Tools, page: Page, count: number, chosen: Chosen): Promise<void> {
  const { as } = chosen
  const { activity, index, remote } = tools
  const { notebook, number } = page
  const { notebook: alone, instead, readHandwriting } = serverExport(remote, notebook, [page], sheets)
  if (as === 'pictures') {
    const name = pictureName(notebook.name, number, count, 'png')
    const { signal } = new AbortController()
    return activity.saveAs(name, async () => {
      const { bytes } = await instead.picture(page, signal)
      savePicture(bytes, name, 'png')
    })
  }
  const choice = { ...choiceOf(chosen), background: false, pages: onlyPage(number, count) }
  const folders = [...index.value.folders.values()]
  return activity.runExport(new ExportRun([alone], choice, { instead: () => instead, readHandwriting, folders }))
}
