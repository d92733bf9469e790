// SPDX-License-Identifier: AGPL-3.0-or-later
// The setting for which pages the server stores as the tablet shows them.
import { answerTo, type components, fetchSelection } from '@rmirror/shared/api'
import type { Account } from './account.ts'

export type StoredPages = components['schemas']['DisplayImages']

type Asked = Pick<Account, 'api'>

export async function fetchStoredPages({ api }: Asked, signal: AbortSignal): Promise<StoredPages> {
  return (await fetchSelection(api, signal)).display_images
}

/** Other sync settings stay unchanged. */
export function chooseStoredPages(asked: Asked, display_images: StoredPages): Promise<void> {
  return choose(asked, { display_images })
}

/** Gives targets that take images those of whole pages now, rather than with the next change of each page's text. */
export function replaceTargetImages(asked: Asked): Promise<void> {
  return choose(asked, { target_images: 'replace' })
}

async function choose({ api }: Asked, change: components['schemas']['NewSyncSelection']): Promise<void> {
  const selection = await answerTo(api.GET('/api/v1/sync/selection', { cache: 'no-store' }))
  await answerTo(api.PUT('/api/v1/sync/selection', { body: { ...selection, ...change } }))
}
