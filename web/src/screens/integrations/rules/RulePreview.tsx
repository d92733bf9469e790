// SPDX-License-Identifier: AGPL-3.0-or-later
import { shortName } from '../../../components/controls/display-name.ts'
import type { Preview } from '../../../data/server/integrations.ts'
import { formatNumber, type TextKey, t } from '../../../i18n/index.ts'

type RuleCounts = NonNullable<Preview['rules']>[number]
type Effect = RuleCounts['examples'][number]['effect']
type Column = Effect | 'stay'

const columns: Record<Column, TextKey> = {
  create: 'preview.create',
  move: 'preview.move',
  remove: 'preview.remove',
  keep: 'preview.keep',
  stay: 'preview.unchanged',
}

/** What each rule would do: how much, and the first names of it. */
export function RulePreview({ rules }: { rules: readonly RuleCounts[] }) {
  const shown = (Object.keys(columns) as Column[]).filter((column) => rules.some((rule) => rule[column] > 0))
  if (shown.length === 0) return null
  return (
    <div class="preview rule-preview">
      <table>
        <thead>
          <tr>
            <td />
            {shown.map((column) => (
              <th key={column} scope="col">
                {t(columns[column])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.rule}>
              <th scope="row">{nameOf(rule)}</th>
              {shown.map((column) => (
                <td key={column}>{formatNumber(rule[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rules
        .filter(({ examples }) => examples.length > 0)
        .map((rule) => (
          <details key={rule.rule}>
            <summary>{t('rules.examples', { rule: nameOf(rule) })}</summary>
            <ul class="rule-examples">
              {rule.examples.map(({ effect, visible_name, text }, nth) => (
                <li key={nth}>
                  {t(columns[effect])}:{' '}
                  {text === null ? shortName(visible_name) : `${text} (${shortName(visible_name)})`}
                </li>
              ))}
            </ul>
          </details>
        ))}
    </div>
  )
}

function nameOf({ rule }: RuleCounts): string {
  return rule === null ? t('rules.otherwise') : t('rules.rule', { number: rule + 1 })
}
