// SPDX-License-Identifier: AGPL-3.0-or-later

import { StateBadge } from '../../components/controls/StateBadge.tsx'
import { NotebookRow } from '../../components/library/NotebookRow.tsx'
import { useStore } from '../../data/store.ts'
import { badgeOf } from '../texts/state-texts.ts'
import type { LibraryCardProps } from './LibraryCard.tsx'

/** A notebook in the library's list or tree view. */
export function LibraryRow({ notebook, selection }: LibraryCardProps) {
  const { account } = useStore()
  const { uuid, name, facts, pageCount } = notebook
  return (
    <NotebookRow
      href={`/notebooks/${uuid}`}
      name={name}
      pageCount={pageCount}
      modified={facts.lastModified}
      pinned={facts.pinned}
      tags={facts.tags}
      badge={account.user.value && <StateBadge {...badgeOf(notebook)} />}
      selection={selection.choiceOf(uuid)}
    />
  )
}
