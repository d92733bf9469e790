// SPDX-License-Identifier: AGPL-3.0-or-later
// Names of templates that documents state, and nobody here knows.
import type { PageSource } from '@rmirror/shared/library'
import type { RenewedCore } from './core.ts'

const mostNotes = 20
const mostLetters = 80

/** A sentence for each template of the pages that is drawn as blank paper. Names are a file's own: they are quoted. */
export async function templateNotes(pages: Pick<PageSource, 'template'>[], core: RenewedCore): Promise<string[]> {
  const notes: string[] = []
  for (const name of new Set(pages.map(({ template }) => template)))
    if (name !== '' && notes.length < mostNotes && !(await core.knowsTemplate(name)))
      notes.push(`the template ${quoted(name)} isn't supported; its pages are drawn on blank paper`)
  return notes
}

/** A name of any length, with anything in it. */
export function quoted(name: string): string {
  const letters = [...name]
  const shown = letters.length > mostLetters ? `${letters.slice(0, mostLetters).join('')}…` : name
  // JSON escapes what moves the cursor, not what turns the direction of text.
  return JSON.stringify(shown).replace(/\p{Cf}/gu, ' ')
}
