// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of several notebooks that could not be transcribed, tried once more because somebody asks for it.
import { ApiProblem, answerTo, eachOf } from '@rmirror/shared/api'
import type { Notebook } from './notebook.ts'
import { itemsOfPages } from './read-again.ts'
import type { Remote } from './remote.ts'

export interface Retried {
  /** How many pages are transcribed again. */
  count: number
  /** Why others are not. */
  refused: { notebook: string; pages: number; why: ApiProblem }[]
}

const atOnce = 4

export const hasFailedPages = ({ there }: Pick<Notebook, 'there'>) => (there?.progress.failed ?? 0) > 0

/** Rejects when the server does not answer, or answers nobody. */
export async function retryPages(notebooks: readonly Notebook[], remote: Remote): Promise<Retried> {
  const { api } = remote.account
  const owners = await failedPages(notebooks.filter(hasFailedPages), remote)
  const items = owners.size > 0 ? await itemsOfPages(remote.account, new Set(owners.keys())) : []
  let count = 0
  const refused = new Map<string, Retried['refused'][number]>()
  await eachOf(items, atOnce, async ({ id, item_key }) => {
    try {
      await answerTo(api.POST('/api/v1/sync/queue/{id}/retry', { params: { path: { id } } }))
      count++
    } catch (why) {
      if (!isOfThisPage(why)) throw why
      const notebook = owners.get(item_key) ?? ''
      const known = refused.get(notebook)
      refused.set(notebook, { notebook, pages: (known?.pages ?? 0) + 1, why })
    }
  })
  await Promise.all(notebooks.map(({ uuid }) => pagesChanged(remote, uuid)))
  return { count, refused: [...refused.values()] }
}

/** Requests are bounded as well, and then all of them are refused. */
function isOfThisPage(error: unknown): error is ApiProblem {
  if (!(error instanceof ApiProblem)) return false
  return (
    [404, 409].includes(error.status) || (error.status === 429 && error.message.startsWith('This page was retried'))
  )
}

/** The names of their notebooks, by the pages' ids. */
async function failedPages(notebooks: readonly Notebook[], remote: Remote): Promise<Map<string, string>> {
  const owners = new Map<string, string>()
  await eachOf(notebooks, atOnce, async ({ uuid, name }) => {
    const pages = await remote.pagesOf(uuid)
    for (const { id, ocr_status } of pages) if (ocr_status === 'failed') owners.set(id, name)
  })
  return owners
}

async function pagesChanged(remote: Remote, notebook: string): Promise<void> {
  await remote.invalidate('pages', notebook)
}
