// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PagePlace, PageWithImages } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import { type CoveredNotebook, coverOf } from './resources/covers.ts'
import type { SyncedPicture } from './server/pictures.ts'
import { useStore } from './store.ts'

interface PicturesOf {
  /**
   * null while loading, or if none were requested. Older pictures of the same page stay until newer ones are loaded.
   */
  pictures: SyncedPicture[] | null
  /** Why the pictures are missing. */
  error: unknown
  retry: () => void
}

export function usePictures(place: PagePlace | null): PicturesOf {
  const { remote } = useStore()
  return usePicturesOf(useQuery(remote.pageAt(place)))
}

/** The pictures of the page that represents a notebook. */
export function useCover(notebook: CoveredNotebook): PicturesOf {
  const { remote } = useStore()
  return usePicturesOf(useQuery(coverOf(remote, notebook)))
}

interface AskedPage {
  data: PageWithImages | null | undefined
  error: unknown
  refetch: () => unknown
}

function usePicturesOf(page: AskedPage): PicturesOf {
  const { remote } = useStore()
  const wanted = remote.picturesOf(page.data ?? null)
  const pictures = useQuery({
    ...wanted,
    placeholderData: (before: SyncedPicture[] | undefined, query) =>
      isOfSamePage(query?.queryKey, wanted.queryKey) ? before : undefined,
  })
  return {
    pictures: page.data === null ? [] : (pictures.data ?? null),
    error: page.error ?? pictures.error,
    retry: () => void (page.error ? page : pictures).refetch(),
  }
}

function isOfSamePage(one: readonly unknown[] = [], other: readonly unknown[]): boolean {
  return one.slice(0, 4).every((part, position) => part === other[position])
}
