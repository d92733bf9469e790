// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends the settings and integrations of an export. What the account has chosen itself stays.
import { type Api, ApiProblem, answerTo, fetchSelection } from '@rmirror/shared/api'
import type { Selection } from '@rmirror/shared/library'
import type { AccountRows, ExportArchive } from './export-archive.ts'

type SelectionRow = AccountRows['sync_selections']

/** Of one request, as the server takes it. */
const maxNotebooks = 1000

interface Sending {
  api: Api
  signal: AbortSignal
}

export interface ImportedIntegrations {
  /** Names of targets that are paused until they are connected again. */
  paused: string[]
  failed: { name: string; why: string }[]
}

/** Before the notebooks: from then on the server doesn't take everything any more. */
export async function sendSettings(archive: ExportArchive, { api, signal }: Sending): Promise<void> {
  const [user] = await archive.accountRows('users')
  if (user) {
    const { full_name: name, language, time_zone, retention_days, first_steps_ended_at, sends_telemetry } = user
    const first_steps_ended = first_steps_ended_at !== null
    const body = { name, language, time_zone, retention_days, first_steps_ended, sends_telemetry }
    await answerTo(api.PUT('/api/v1/me/imported', { body, signal }))
  }
  const [selection] = await archive.accountRows('sync_selections')
  const own = await fetchSelection(api, signal)
  if (!selection || own.display_images !== 'notebooks' || !excludesNothing(own)) return
  const body = { display_images: selection.display_images }
  await answerTo(api.PATCH('/api/v1/sync/selection', { body, signal }))
}

function choosesNoMarks({ pen_marks, notebooks_with_pen_marks, notebooks_without_pen_marks }: Selection): boolean {
  return pen_marks && notebooks_with_pen_marks.length + notebooks_without_pen_marks.length === 0
}

async function sendPenMarks({ pen_marks, pen_marks_on, pen_marks_off }: SelectionRow, { api, signal }: Sending) {
  const notebooks = [
    ...pen_marks_on.map((notebook_uuid) => ({ notebook_uuid, pen_marks: true })),
    ...pen_marks_off.map((notebook_uuid) => ({ notebook_uuid, pen_marks: false })),
  ]
  for (let from = 0; from === 0 || from < notebooks.length; from += maxNotebooks) {
    const body = { pen_marks, notebook_pen_marks: notebooks.slice(from, from + maxNotebooks) }
    await answerTo(api.PATCH('/api/v1/sync/selection', { body, signal }))
  }
}

/** After the notebooks, because some of them may be excluded from sync since they were sent. */
export async function sendSelection(archive: ExportArchive, { api, signal }: Sending): Promise<void> {
  const [selection] = await archive.accountRows('sync_selections')
  const own = await fetchSelection(api, signal)
  if (selection && choosesNoMarks(own)) await sendPenMarks(selection, { api, signal })
  if (!selection || !excludesNothing(own)) return
  const { excluded_notebooks, excluded_folders, excluded_tags, newest_pages, display_images } = selection
  const excluded = { excluded_notebooks, excluded_folders, excluded_tags, newest_pages }
  if (excludesNothing(excluded)) return
  const body = { ...excluded, display_images, existing: 'keep' as const }
  await answerTo(api.PUT('/api/v1/sync/selection', { body, signal }))
}

type Excluded = Pick<SelectionRow, 'excluded_notebooks' | 'excluded_folders' | 'excluded_tags' | 'newest_pages'>

function excludesNothing({ excluded_notebooks, excluded_folders, excluded_tags, newest_pages }: Excluded): boolean {
  return newest_pages === null && [excluded_notebooks, excluded_folders, excluded_tags].every(({ length }) => !length)
}

/** One that this server refuses is left out. */
export async function sendIntegrations(
  archive: ExportArchive,
  { api, signal }: Sending,
): Promise<ImportedIntegrations> {
  const imported: ImportedIntegrations = { paused: [], failed: [] }
  for (const row of await archive.accountRows('integrations')) {
    if (row.removing_at !== null) continue
    const { target_name: name, settings, choice, rules, templates } = row
    const params = { path: { target_name: name } }
    const body = { settings, choice, rules, templates }
    try {
      const sent = api.PUT('/api/v1/integrations/{target_name}/imported', { params, body, signal })
      if ((await answerTo(sent)).is_imported) imported.paused.push(name)
    } catch (error) {
      if (!(error instanceof ApiProblem) || ![400, 404, 409, 422].includes(error.status)) throw error
      imported.failed.push({ name, why: error.message })
    }
  }
  return imported
}
