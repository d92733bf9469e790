// SPDX-License-Identifier: AGPL-3.0-or-later
// Much of a notebook was dropped at once, in a sentence for people.
import type { components } from '@rmirror/shared/api'
import { printable } from './printable.ts'

type RemovalWarning = components['schemas']['RemovalWarning']

/** "Diary: 12 highlights, was 40. Integrations remove nothing of it until you answer under Activity in the dashboard." */
export function removalSentence({ visible_name, cause, pages, highlights }: RemovalWarning): string {
  const counts = [
    { name: 'pages', ...pages },
    { name: 'highlights', ...highlights },
  ].filter(({ now, before }) => now < before)
  const dropped = counts.map(({ name, now, before }) => `${now} ${name}, was ${before}`)
  const what = dropped.length > 0 ? dropped.join('; ') : 'much of it was replaced at once'
  const why = cause === 'layout' ? "the book's layout changed, " : ''
  const name = printable(visible_name)
  return `${name}: ${why}${what}. Integrations remove nothing of it until you answer under Activity in the dashboard.`
}
