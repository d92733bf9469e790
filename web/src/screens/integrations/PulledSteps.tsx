// SPDX-License-Identifier: AGPL-3.0-or-later
import { CopyText } from '../../components/controls/CopyText.tsx'
import type { Target } from '../../data/server/integrations.ts'
import { isTextKey, t } from '../../i18n/index.ts'
import { targetName } from '../texts/target-texts.ts'

const exportCommand = 'rmirror export FOLDER -o notes.zip --as md'

/** Set-up of a program that fetches notes itself; before that, where known, what works without such a program. */
export function PulledSteps({ target, isNew = false }: { target: Target; isNew?: boolean }) {
  const name = targetName(target.name)
  const { origin } = location
  const today = `target.${target.name}.today`
  return (
    <>
      {isTextKey(today) && (
        <div class="pulled-today">
          <p>{t(today)}</p>
          <span class="drawn-value">
            <code>{exportCommand}</code>
            <CopyText text={exportCommand} />
          </span>
          <p>{t('pulled.others')}</p>
        </div>
      )}
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
    </>
  )
}
