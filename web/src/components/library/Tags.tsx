// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'

export function Tags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return null
  return (
    <ul class="tags" aria-label={t('tags.label')}>
      {tags.map((tag) => (
        <li key={tag}>{tag}</li>
      ))}
    </ul>
  )
}
