// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageDetail } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import type { SyncedPicture } from '../../data/server/pictures.ts'
import type { SharedLink } from '../../data/shared/shared-link.ts'

/** The images of a shared page; null while they, or the page, are loading. None if they can't be loaded. */
export function useSharedPictures(
  link: SharedLink,
  page: PageDetail | undefined,
): { pictures: SyncedPicture[] | null; error: unknown; retry: () => void } {
  const { data, error, refetch } = useQuery(link.picturesOf(page))
  return { pictures: error ? [] : (data ?? null), error, retry: () => void refetch() }
}
