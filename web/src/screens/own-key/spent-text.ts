// SPDX-License-Identifier: AGPL-3.0-or-later
import { priceOf } from '../../ai/prices.ts'
import type { AiSettings, Usage } from '../../ai/types.ts'
import { formatDollars, formatNumber, t } from '../../i18n/index.ts'

/** "1,200 tokens, about $0.002"; without the cost if the model's price is unknown. */
export function spentText(usage: Usage, model: Pick<AiSettings, 'kind' | 'model'>): string {
  const tokens = formatNumber(usage.input + usage.output)
  const cost = priceOf(model, usage)
  return cost === null ? t('ownKey.spentTokens', { tokens }) : t('ownKey.spent', { tokens, cost: formatDollars(cost) })
}
