// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates that the user installed: documents of their own, which pages name.
import type { Notebook, SourceFile } from './types.ts'

export interface Template {
  /** What its files are called: a uuid, or on the tablet's own shelf its name. */
  id: string
  /** What the user calls it. */
  name: string
  /** Milliseconds since 1970. */
  lastModified: number
  file: SourceFile
}

/**
 * Gives the pages the files of their templates. A page names one by its uuid; UNSURE: or by what the user calls it
 * (2026-11). Of several with one name the latest counts.
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
