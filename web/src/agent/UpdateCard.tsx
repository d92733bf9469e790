// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LocalUpdate } from '@rmirror/shared/local-page'
import { CopyText } from '../components/controls/CopyText.tsx'
import { FormProblem } from '../components/controls/FormProblem.tsx'
import { t } from '../i18n/index.ts'
import { useAct } from './use-act.ts'

/** A newer version of rMirror, to be installed with a button or with a command. */
export function UpdateCard({ update }: { update: LocalUpdate | null }) {
  const act = useAct()
  if (!update) return null
  const { version, command, is_under_way } = update
  return (
    <section class="card local-card" aria-labelledby="local-update">
      <h2 id="local-update">{t('local.updateThere', { version })}</h2>
      {command !== undefined && <Command command={command} />}
      {command === undefined && is_under_way && <p role="status">{t('local.updateUnderWay')}</p>}
      {command === undefined && !is_under_way && (
        <div class="form-actions form-actions-start">
          <button type="button" class="button" onClick={() => act.do('update', {})}>
            {t('local.updateNow')}
          </button>
        </div>
      )}
      <FormProblem text={act.problem} />
    </section>
  )
}

function Command({ command }: { command: string }) {
  return (
    <div class="local-command">
      <p>{t('local.updateCommand')}</p>
      <code>{command}</code>
      <CopyText text={command} />
    </div>
  )
}
