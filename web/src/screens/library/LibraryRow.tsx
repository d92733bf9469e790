// SPDX-License-Identifier: AGPL-3.0-or-later

import { StateBadge } from '../../components/controls/StateBadge.tsx'
import { NotebookRow } from '../../components/library/NotebookRow.tsx'
import { unsentCounts } from '../../data/outbox/unsent-counts.ts'
import { useStore } from '../../data/store.ts'
import { badgeOf } from '../texts/state-texts.ts'
import type { LibraryCardProps } from './LibraryCard.tsx'

/** A notebook in the library's list or tree view. */
export function LibraryRow({ notebook, selection }: LibraryCardProps) {
  const { account, remote } = useStore()
  const { uuid, name, isNote, facts, pageCount } = notebook
  return (
    <NotebookRow
      href={`/notebooks/${uuid}`}
      name={name}
      isNote={isNote}
      pageCount={pageCount}
      modified={facts.lastModified}
      pinned={facts.pinned}
      tags={facts.tags}
      badge={
        remote.user.value !== null &&
        (account.user.value || unsentCounts.value.has(uuid)) && <StateBadge {...badgeOf(notebook)} />
      }
      selection={selection.choiceOf(uuid)}
    />
  )
}
