// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts for estimates, in round numbers.
import { formatNumber, t } from '../../i18n/index.ts'

/** "about 1,200" */
export function calls(count: number): string {
  return t('estimate.about', { number: formatNumber(count) })
}

const minutesInWords = 90

/** "about 12 minutes", "about 3 hours" */
export function duration(minutes: number): string {
  if (minutes <= minutesInWords) return t('estimate.minutes', { count: minutes })
  return t('estimate.hours', { count: Math.round(minutes / 60) })
}

/** "Diary, Recipes and 3 more"; `count`: of all names, including those not in `names`. */
export function listed(names: string[], count: number): string {
  const more = count - names.length
  const known = names.join(', ')
  return more > 0 ? `${known} ${t('estimate.more', { count: more })}` : known
}
