// SPDX-License-Identifier: AGPL-3.0-or-later
// Merges search results of the server and of this browser: each notebook and each page once.
import type { components } from '@rmirror/shared/api'
import type { Snippet } from '../library/found-words.ts'

type Schemas = components['schemas']

export type ServerFinding = Pick<
  Schemas['SearchAnswer'],
  'items' | 'total' | 'is_complete' | 'corrections' | 'next' | 'meaning_problem'
>

/** Another person's notebook is addressed by the server's id: the user may have one with the same uuid. */
export function withAddress<Item extends { notebook: Schemas['Notebook'] }>(item: Item, user: string | null): Item {
  const { notebook } = item
  if (notebook.owner_id === undefined || notebook.owner_id === user) return item
  return { ...item, notebook: { ...notebook, notebook_uuid: notebook.id } }
}

type FoundPage = Pick<Schemas['SearchItem']['pages'][number], 'page_uuid' | 'page_number' | 'snippets'>

export interface FoundNotebook {
  notebook: Pick<Schemas['Notebook'], 'notebook_uuid' | 'document_type'>
  name: Snippet
  /** Empty if only the name matches. */
  pages: FoundPage[]
}

/** The server's sentence, or the service of the user's own key that failed. */
export type MeaningProblem = string | { host: string }

export interface Finding {
  items: FoundNotebook[]
  /** Number of notebooks, including those that the server hasn't sent yet. */
  total: number
  corrections: ServerFinding['corrections']
  /** The server has more. */
  hasMore: boolean
  /** Why nothing was searched for by meaning although the user wished it; null otherwise. */
  problem: MeaningProblem | null
  /** Why the server was not searched although a user is signed in; null otherwise. */
  failure: unknown
}

/** Keeps the server's order, which is ranked; results found only in this browser follow. */
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
  // A notebook that is also on the server may still come with its next results, and is already part of its total.
  const uncounted = hasMore ? onlyHere.filter(({ notebook }) => !isOnServer(notebook.notebook_uuid)) : onlyHere
  return {
    items: [...items, ...onlyHere],
    total: (there?.total ?? 0) + uncounted.length,
    corrections: there?.corrections ?? [],
    hasMore,
    problem: there?.meaning_problem ?? null,
  }
}

function joinPages(there: FoundPage[], here: FoundPage[]): FoundPage[] {
  const known = new Set(there.map(({ page_uuid }) => page_uuid))
  return [...there, ...here.filter(({ page_uuid }) => !known.has(page_uuid))]
}

/** What was found by words, and then what is near in meaning. */
export function withNear(words: readonly FoundNotebook[], near: readonly FoundNotebook[]): FoundNotebook[] {
  const nearBy = new Map(near.map((item) => [item.notebook.notebook_uuid, item]))
  const both = words.map((item) => {
    const also = nearBy.get(item.notebook.notebook_uuid)
    nearBy.delete(item.notebook.notebook_uuid)
    return also ? { ...item, pages: joinPages(item.pages, also.pages) } : item
  })
  return [...both, ...nearBy.values()]
}
