// SPDX-License-Identifier: AGPL-3.0-or-later
// Describes a removal warning (much of a notebook was dropped at once) to users.
import type { RemovalWarning } from '@rmirror/shared/api'
import { visibleLine } from '../visible.ts'

/** "Diary: 12 highlights, was 40." and what to do. */
export function removalSentence(warning: RemovalWarning): string {
  return `${removalFact(warning)}. Integrations remove nothing of it until you answer: run "rmirror removals", or look under Activity in the dashboard.`
}

/** "Diary: 12 highlights, was 40" */
export function removalFact({ visible_name, cause, pages, highlights }: RemovalWarning): string {
  const counts = [
    { name: 'page', ...pages },
    { name: 'highlight', ...highlights },
  ].filter(({ now, before }) => now < before)
  const dropped = counts.map(({ name, now, before }) => `${now} ${name}${now === 1 ? '' : 's'}, was ${before}`)
  const what = dropped.length > 0 ? dropped.join('; ') : 'much of it was replaced at once'
  const why = cause === 'layout' ? "the book's layout changed, " : ''
  return `${visibleLine(visible_name)}: ${why}${what}`
}
