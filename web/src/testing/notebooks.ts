// SPDX-License-Identifier: AGPL-3.0-or-later
// Notebooks without ink, in this browser and on the server.

import type { SyncProgress } from '../data/library/progress.ts'
import type { ServerNotebook, ShownFacts } from '../data/library/server-shelf.ts'
import { liveNotebook } from '../data/local/library.ts'
import type { LiveNotebook } from '../data/local/live-notebook.ts'

/** `pages`: their number. */
type Differences = Partial<ShownFacts> & { pages?: number; pageTags?: string[] }

const defaultFacts: ShownFacts = {
  uuid: 'a',
  name: 'Diary',
  parent: '',
  tags: [],
  lastModified: 0,
  pinned: false,
  orientation: 'portrait',
}

export function notebookHere({ pages = 1, pageTags = [], ...facts }: Differences = {}): LiveNotebook {
  const outlines = Array.from({ length: pages }, (_, index) => ({
    uuid: `page ${index + 1}`,
    number: index + 1,
    index: 0,
    template: '',
    sourcePage: null,
    tags: pageTags,
  }))
  const unshown = { lastOpened: 0, authors: [], coverPage: 0, problems: [], hasSource: false, hasPictures: false }
  return liveNotebook({ ...defaultFacts, ...facts, ...unshown, kind: 'notebook', pages: outlines }, 0)
}

/** `progress`: the pages that aren't synced yet. */
type SyncedDifferences = Differences & { progress?: Partial<SyncProgress> }

export function notebookThere({
  pages = 1,
  progress,
  pageTags = [],
  ...facts
}: SyncedDifferences = {}): ServerNotebook {
  const unsynced = { not_synced: 0, pending: 0, pending_quota: 0, failed: 0, ...progress }
  const open = unsynced.not_synced + unsynced.pending + unsynced.pending_quota + unsynced.failed
  return {
    facts: { ...defaultFacts, ...facts },
    pageTags,
    pageCount: pages,
    progress: { total: pages, synced: pages - open, ...unsynced },
  }
}
