// SPDX-License-Identifier: AGPL-3.0-or-later
import { StateBadge } from '../../components/controls/StateBadge.tsx'
import type { LibraryIndex } from '../../data/library/library-index.ts'
import { unsentCounts } from '../../data/outbox/unsent-counts.ts'
import { t } from '../../i18n/index.ts'

/** "2 texts not sent yet" in a folder at any depth; nothing if everything is sent. */
export function UnsentBadge({ index, folder }: { index: LibraryIndex; folder: string }) {
  let count = 0
  for (const [uuid, texts] of unsentCounts.value) {
    const notebook = index.notebooks.get(uuid)
    if (notebook && index.pathTo(notebook).some((above) => above.uuid === folder)) count += texts
  }
  return count > 0 ? <StateBadge state="pending" text={t('unsent.badge', { count })} /> : null
}
