// SPDX-License-Identifier: AGPL-3.0-or-later
// A person's corrections of highlights, and the notes that they write to them.
import { answerTo, type components, type PageDetail } from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'

export type Highlight = components['schemas']['Highlight']

export interface HighlightChange {
  /** null: the highlighted text is right. */
  corrected_text: string | null
  note: string
}

/** Saves the change, and shows it before the change feed reports it. */
export async function changeHighlight(remote: Remote, id: string, change: HighlightChange): Promise<void> {
  const params = { path: { id } }
  const changed = await answerTo(remote.account.api.PATCH('/api/v1/highlights/{id}', { params, body: change }))
  remote.client.setQueriesData<PageDetail | null>(
    { queryKey: remote.keyOf('page') },
    (page) => page && { ...page, highlights: page.highlights.map((each) => (each.id === id ? changed : each)) },
  )
}
