// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LocalState } from '@rmirror/shared/local-page'
import { t } from '../i18n/index.ts'
import { useAct } from './use-act.ts'

/** Notebooks that lie here and were deleted on the server: synced again, or left be. */
export function DeletedCard({ deleted }: { deleted: LocalState['deleted_there'] }) {
  const act = useAct()
  if (deleted.length === 0) return null
  return (
    <section class="card local-card" aria-labelledby="local-deleted">
      <h2 id="local-deleted">{t('local.deletedThere')}</h2>
      <p class="quiet">{t('local.deletedMeans')}</p>
      <ul class="local-list">
        {deleted.map(({ uuid, name }) => (
          <li key={uuid}>
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
        ))}
      </ul>
      {act.problem && (
        <p class="form-problem" role="alert">
          {act.problem}
        </p>
      )}
    </section>
  )
}
