// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LocalState } from '@rmirror/shared/local-page'
import { displayName } from '../components/controls/display-name.ts'
import { FormProblem } from '../components/controls/FormProblem.tsx'
import { t } from '../i18n/index.ts'
import { type Act, useAct } from './use-act.ts'

type Deleted = LocalState['deleted_there']

/**
 * Notebooks that are on this computer but were deleted on the server. The user syncs each again or leaves it deleted.
 */
export function DeletedCard({ deleted }: { deleted: Deleted }) {
  const act = useAct()
  if (deleted.length === 0) return null
  return (
    <section class="card local-card" aria-labelledby="local-deleted">
      <h2 id="local-deleted">{t('local.deletedThere')}</h2>
      <p class="quiet">{t('local.deletedMeans')}</p>
      <ul class="local-list">
        {deleted.map((notebook) => (
          <DeletedItem key={notebook.uuid} notebook={notebook} act={act} />
        ))}
      </ul>
      <FormProblem text={act.problem} />
    </section>
  )
}

function DeletedItem({ notebook: { uuid, ...notebook }, act }: { notebook: Deleted[number]; act: Act }) {
  const name = displayName(notebook.name)
  return (
    <li>
      <span>{name}</span>
      <span class="form-actions form-actions-start">
        <button
          type="button"
          class="button button-small"
          aria-label={t('local.restoreName', { name })}
          onClick={() => act.do('restore', { uuid })}
        >
          {t('local.restore')}
        </button>
        <button
          type="button"
          class="button button-small"
          aria-label={t('local.dismissName', { name })}
          onClick={() => act.do('dismiss', { uuid })}
        >
          {t('local.dismiss')}
        </button>
      </span>
    </li>
  )
}
