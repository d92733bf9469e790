// SPDX-License-Identifier: AGPL-3.0-or-later
import { CopyText } from '../components/CopyText.tsx'
import type { Target } from '../data/integrations.ts'
import { t } from '../i18n/index.ts'
import { targetName } from './target-texts.ts'

/** How a program that fetches notes itself is told where they are. */
export function PulledSteps({ target, isNew = false }: { target: Target; isNew?: boolean }) {
  const name = targetName(target.name)
  const { origin } = location
  return (
    <ol class="steps">
      <li>{t(isNew ? 'pulled.draw' : 'pulled.drawn')}</li>
      <li>
        {t('pulled.enter', { name })}
        <span class="drawn-value">
          <code>{origin}</code>
          <CopyText text={origin} />
        </span>
      </li>
      <li>{t('pulled.fetch', { name })}</li>
    </ol>
  )
}
