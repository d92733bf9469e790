// SPDX-License-Identifier: AGPL-3.0-or-later
// A person's corrections of highlights, the notes that they write to them, and pen marks that they reject.
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

/** Those that come from a mark drawn with a pen. */
export function penMarksOf({ highlights }: Pick<PageDetail, 'highlights'>): Highlight[] {
  return highlights.filter(({ mark }) => mark !== null)
}

/** Rejects a pen mark as a highlight, or takes that back, and shows it before the change feed reports it. */
export async function rejectMark(remote: Remote, id: string, is_rejected: boolean): Promise<void> {
  const options = { params: { path: { id } }, body: { is_rejected } }
  const changed = await answerTo(remote.account.api.PATCH('/api/v1/highlights/{id}', options))
  remote.client.setQueriesData<PageDetail | null>({ queryKey: remote.keyOf('page') }, (page) =>
    page && changed.page_id === page.id ? { ...page, ...withMark(page, changed) } : page,
  )
}

function withMark(page: PageDetail, changed: Highlight): Pick<PageDetail, 'highlights' | 'rejected_marks'> {
  const others = (list: Highlight[]) => list.filter(({ id }) => id !== changed.id)
  const withIt = (list: Highlight[]) => [...others(list), changed].toSorted((a, b) => a.ordinal - b.ordinal)
  const { highlights, rejected_marks } = page
  return changed.is_rejected
    ? { highlights: others(highlights), rejected_marks: withIt(rejected_marks) }
    : { highlights: withIt(highlights), rejected_marks: others(rejected_marks) }
}
