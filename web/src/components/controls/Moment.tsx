// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatAge, formatDate, type TextKey, t } from '../../i18n/index.ts'

/** "last used 3 hours ago", with the exact time as tooltip. `at`: milliseconds since 1970. */
export function Moment({ text, at }: { text: TextKey; at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDate(at)}>
      {t(text, { when: formatAge(at) })}
    </time>
  )
}
