// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes about templates that pages name and that are drawn as blank paper.
import { isUuid, type PageSource, templateOf } from '@rmirror/shared/library'
import { failureOf } from '@rmirror/shared/workshop'
import type { RenewedCore } from './core.ts'

const maxNotes = 20
const maxLetters = 80

type TemplatePage = Pick<PageSource, 'template' | 'templateFile' | 'templateName' | 'sourcePage'>

/** One sentence per template that is drawn as blank paper. Names come from files, so they are quoted. */
export async function templateNotes(pages: TemplatePage[], core: RenewedCore): Promise<string[]> {
  const notes: string[] = []
  const byName = new Map(pages.map((page) => [templateOf(page), page]))
  for (const [name, page] of byName) {
    if (name === '' || notes.length >= maxNotes) continue
    const what = await problemOf(page, core)
    if (what !== undefined) notes.push(`${what}; its pages are drawn on blank paper`)
  }
  return notes
}

async function problemOf(page: TemplatePage, core: RenewedCore): Promise<string | undefined> {
  const { template, templateFile, templateName } = page
  if (await core.knowsTemplate(template)) return undefined
  if (!templateFile) return `the template ${quoted(template)} ${isUuid(template) ? 'is missing' : "isn't supported"}`
  const why = await templateFile.read().then(
    (bytes) => core.templateProblem(bytes),
    (error) => failureOf(error).detail,
  )
  return why === undefined ? undefined : `the template ${quoted(templateName ?? template)} can't be read (${why})`
}

/** Quotes a name of any length and content. */
export function quoted(name: string): string {
  const letters = [...name]
  const shown = letters.length > maxLetters ? `${letters.slice(0, maxLetters).join('')}…` : name
  // JSON escapes control characters, but not those that change the direction of text.
  return JSON.stringify(shown).replace(/\p{Cf}/gu, ' ')
}
