// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Selection } from '@rmirror/shared/library'
import { t } from '../../../i18n/index.ts'

interface SelectionTagsProps {
  selection: Selection
  /** Tags of the library's notebooks. */
  known: readonly string[]
  onChange: (selection: Selection) => void
}

/** Choice of excluded tags: notebooks with one of them aren't synced. */
export function SelectionTags({ selection, known, onChange }: SelectionTagsProps) {
  const { excluded_tags: excluded } = selection
  const tags = [...new Set([...known.map((tag) => tag.normalize()), ...excluded])]
  if (tags.length === 0) return null
  const toggle = (tag: string) => {
    const excluded_tags = excluded.includes(tag) ? excluded.filter((each) => each !== tag) : [...excluded, tag]
    onChange({ ...selection, excluded_tags })
  }
  return (
    <fieldset class="choice-tags">
      <legend>{t('selection.tags')}</legend>
      {tags.map((tag) => (
        <label key={tag}>
          <input type="checkbox" checked={excluded.includes(tag)} onChange={() => toggle(tag)} />
          <span>{tag}</span>
        </label>
      ))}
    </fieldset>
  )
}
