// SPDX-License-Identifier: AGPL-3.0-or-later
// What was found by a search: by the server and in this browser, each notebook and each page once.
import type { components } from '@rmirror/shared/api'
import type { Snippet } from './found-words.ts'

type Schemas = components['schemas']

export type ServerFinding = Pick<Schemas['SearchAnswer'], 'items' | 'total' | 'is_complete' | 'corrections' | 'next'>

type FoundPage = Pick<Schemas['SearchItem']['pages'][number], 'page_uuid' | 'page_number' | 'snippets'>

export interface FoundNotebook {
  notebook: Pick<Schemas['Notebook'], 'notebook_uuid' | 'document_type'>
  name: Snippet
  /** Empty when only the name has the words. */
  pages: FoundPage[]
}

export interface Finding {
  items: FoundNotebook[]
  /** How many notebooks, those included that the server did not send yet. */
  total: number
  corrections: ServerFinding['corrections']
  /** There is more on the server. */
  hasMore: boolean
  /** Why the server was not searched, for somebody who is signed in. */
  failure: unknown
}

/** The server's order, because it ranks what it finds; behind that what only this browser found. */
export function joinFindings(
  here: readonly FoundNotebook[],
  there: ServerFinding | null,
  isOnServer: (notebook: string) => boolean,
): Omit<Finding, 'failure'> {
  const found = new Map(here.map((item) => [item.notebook.notebook_uuid, item]))
  const items = (there?.items ?? []).map((item): FoundNotebook => {
    const alsoHere = found.get(item.notebook.notebook_uuid)
    found.delete(item.notebook.notebook_uuid)
    return alsoHere ? { ...item, pages: joinPages(item.pages, alsoHere.pages) } : item
  })
  const onlyHere = [...found.values()]
  const hasMore = Boolean(there?.next)
  // A notebook of the server that it did not name yet may be among those to come, which its total counts.
  const uncounted = hasMore ? onlyHere.filter(({ notebook }) => !isOnServer(notebook.notebook_uuid)) : onlyHere
  return {
    items: [...items, ...onlyHere],
    total: (there?.total ?? 0) + uncounted.length,
    corrections: there?.corrections ?? [],
    hasMore,
  }
}

function joinPages(there: FoundPage[], here: FoundPage[]): FoundPage[] {
  const known = new Set(there.map(({ page_uuid }) => page_uuid))
  return [...there, ...here.filter(({ page_uuid }) => !known.has(page_uuid))]
}
