// SPDX-License-Identifier: AGPL-3.0-or-later
// The setting for which pages the server stores as the tablet shows them.
import { answerTo, type components, fetchSelection } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export type StoredPages = components['schemas']['DisplayImages']

type Asked = Pick<Account, 'api'>

export async function fetchStoredPages({ api }: Asked, signal: AbortSignal): Promise<StoredPages> {
  return (await fetchSelection(api, signal)).display_images
}

export async function chooseStoredPages({ api }: Asked, display_images: StoredPages): Promise<void> {
  await answerTo(api.PATCH('/api/v1/sync/selection', { body: { display_images } }))
}

/** Gives targets that take images those of whole pages now, rather than with the next change of each page's text. */
export async function replaceTargetImages({ api }: Asked): Promise<void> {
  await answerTo(api.PATCH('/api/v1/sync/selection', { body: { target_images: 'replace' } }))
}
