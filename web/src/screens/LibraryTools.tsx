// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Signal } from '@preact/signals'
import { prefer, preferences } from '../data/preferences.ts'
import { t } from '../i18n/index.ts'
import type { Selection } from './LibraryCard.tsx'

interface LibraryToolsProps {
  canSelect: boolean
  selection: Signal<Selection>
}

export function LibraryTools({ canSelect, selection }: LibraryToolsProps) {
  return (
    <div class="library-tools">
      <label class="field field-select">
        <span class="visually-hidden">{t('library.sort')}</span>
        <select
          value={preferences.value.sort}
          onChange={(event) => prefer({ sort: event.currentTarget.value === 'name' ? 'name' : 'modified' })}
        >
          <option value="modified">{t('library.sortModified')}</option>
          <option value="name">{t('library.sortName')}</option>
        </select>
      </label>
      {canSelect && !selection.value && (
        <button type="button" class="button" onClick={() => (selection.value = new Set())}>
          {t('select.start')}
        </button>
      )}
    </div>
  )
}
