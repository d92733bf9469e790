// SPDX-License-Identifier: AGPL-3.0-or-later
import { CopyText } from '../../components/controls/CopyText.tsx'
import type { Target } from '../../data/server/integrations.ts'
import { t } from '../../i18n/index.ts'
import { targetName } from '../texts/target-texts.ts'

/** Set-up of a program that fetches notes itself. */
export function PulledSteps({ target, isNew = false }: { target: Target; isNew?: boolean }) {
  const name = targetName(target.name)
  const { origin } = location
  return (
    <ol class="steps">
      <li>{t(isNew ? 'pulled.draw' : 'pulled.drawn')}</li>
      <li>
        {t('pulled.enter')}
        <span class="drawn-value">
          <code>{origin}</code>
          <CopyText text={origin} />
        </span>
      </li>
      <li>{t('pulled.fetch', { name })}</li>
    </ol>
  )
}
