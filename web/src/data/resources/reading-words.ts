// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person tells the model that transcribes a notebook, or all notebooks in a folder.
import { answerTo, type components, type PagePlace } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'

export type ReadingWords = components['schemas']['ReadingWords']
export type ReadingTrial = components['schemas']['ReadingTrial']

type Calls = Pick<Account, 'api'>

const path = '/api/v1/notebooks/{notebook_uuid}/reading-words'

export function fetchReadingWords({ api }: Calls, notebook_uuid: string, signal: AbortSignal): Promise<ReadingWords> {
  return answerTo(api.GET(path, { params: { path: { notebook_uuid } }, signal }))
}

/** `words`: null for those of a folder above, "" for none. */
export function saveReadingWords({ api }: Calls, notebook_uuid: string, words: string | null): Promise<ReadingWords> {
  return answerTo(api.PUT(path, { params: { path: { notebook_uuid } }, body: { words } }))
}

/** Transcribes a page with these words, for one page of quota, and keeps nothing. */
export function tryReadingWords(
  { api }: Calls,
  { notebook_uuid, page_uuid }: PagePlace,
  words: string,
): Promise<ReadingTrial> {
  const trial = '/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/reading-trial'
  return answerTo(api.POST(trial, { params: { path: { notebook_uuid, page_uuid } }, body: { words } }))
}
