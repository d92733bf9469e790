// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { Icon } from '../../components/controls/Icon.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import { isMovable } from '../../data/people/moves.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { MoveNotebooks } from './MoveNotebooks.tsx'

/** Moves a notebook to another workspace. Not for notebooks that only this browser has, or that belong to others. */
export function MoveButton({ notebook }: { notebook: Notebook }) {
  const { remote } = useStore()
  const isAsking = useSignal(false)
  if (remote.user.value === null || !isMovable(notebook)) return null
  return (
    <>
      <button type="button" class="button short-button" onClick={() => (isAsking.value = true)}>
        <Icon name="people" />
        <span>{t('move.action')}</span>
      </button>
      {isAsking.value && <MoveNotebooks notebooks={[notebook]} onClose={() => (isAsking.value = false)} />}
    </>
  )
}
