// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates that the user installed: separate documents that pages refer to.
import type { Notebook, SourceFile } from '../model/types.ts'

export interface Template {
  /** Stem of its files: a uuid, or its name in the tablet's own template folder. */
  id: string
  /** Name that the user gave it. */
  name: string
  /** Milliseconds since 1970. */
  lastModified: number
  file: SourceFile
}

/**
 * Sets the template files of pages. A page refers to a template by uuid; UNSURE: or by the name that the user gave it
 * (2026-11). Of several with one name, the one modified last is used.
 */
export function joinTemplates(notebooks: Iterable<Notebook>, templates: Template[]): void {
  if (templates.length === 0) return
  const oldestFirst = templates.toSorted((a, b) => a.lastModified - b.lastModified)
  const known = new Map([
    ...oldestFirst.map((template) => [template.name.toLowerCase(), template] as const),
    ...oldestFirst.map((template) => [template.id.toLowerCase(), template] as const),
  ])
  for (const { pages } of notebooks)
    for (const page of pages) {
      const template = known.get(page.template.toLowerCase())
      if (!template || page.sourcePage !== null) continue
      page.templateFile = template.file
      page.templateName = template.name
    }
}
