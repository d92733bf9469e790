// SPDX-License-Identifier: AGPL-3.0-or-later
// Images of a page on the server: of the page as the tablet shows it (the display image), or of its handwriting.
import { ApiProblem, answerTo, type PageWithImages } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'

export interface SyncedPicture {
  picture: Blob
  /** Pixels. */
  width: number
  height: number
  /** Page units, in the page's own frame. */
  rect: { x: number; y: number; width: number; height: number }
  /** The picture shows the whole page, as the tablet does. */
  isWhole?: boolean
}

/** Fetches one image of a page. */
export type AskPicture = (query: { part: number } | { purpose: 'display' }) => Promise<Blob>

type Images = Pick<PageWithImages, 'images' | 'display_image' | 'is_display_current'>

export function fetchPictures(
  { api }: Pick<Account, 'api'>,
  page: PageWithImages,
  signal: AbortSignal,
): Promise<SyncedPicture[]> {
  const path = { notebook_uuid: page.notebook_uuid, page_uuid: page.page_uuid }
  return askPictures(page, (query) => {
    const question = { params: { path, query }, parseAs: 'blob', signal, cache: 'no-store' } as const
    return answerTo(api.GET('/api/v1/notebooks/{notebook_uuid}/pages/{page_uuid}/image', question))
  })
}

/**
 * Returns the display image if the server has a current one, or an older one and no handwriting. If that image is lost,
 * returns those of the handwriting.
 */
export async function askPictures(
  { images, display_image, is_display_current }: Images,
  ask: AskPicture,
): Promise<SyncedPicture[]> {
  if (display_image && (is_display_current || images.length === 0))
    try {
      return [{ picture: await ask({ purpose: 'display' }), ...display_image, isWhole: true }]
    } catch (error) {
      if (!isLost(error) || images.length === 0) throw error
    }
  const pictures = images.map(async ({ part, width, height, rect }) => {
    return { picture: await ask({ part }), width, height, rect }
  })
  return Promise.all(pictures)
}

/** The server lists the image but no longer has its bytes. */
export function isLost(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404
}
