// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery, useMutation } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { Outcome } from '../../../components/forms/SettingsForm.tsx'
import type { Integration, Target } from '../../../data/server/integrations.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { testSettings } from '../target-settings.ts'
import { NotionMirrorMove } from './NotionMirrorMove.tsx'
import { notionProblem } from './notion-texts.ts'

/** The database that the notebooks are in, with a test of it and a form to switch to another. */
export function NotionMirrorDatabase({ target, integration }: { target: Target; integration: Integration }) {
  const { account, remote } = useStore()
  const { data, isPending } = useInfiniteQuery(remote.notionDatabases())
  const database = data?.pages
    .flatMap(({ items }) => items)
    .find(({ id }) => id === integration.settings.data_source?.toLowerCase())
  const test = useMutation({ mutationFn: () => testSettings(account, target, null) })
  const result = test.data
  const [isMoving, setMoving] = useState(false)
  return (
    <section aria-labelledby="integration-settings">
      <h2 id="integration-settings" tabIndex={-1}>
        {t('notionMirror.database')}
      </h2>
      {database ? (
        <p>
          <a href={database.url} target="_blank" rel="noreferrer">
            {database.title || t('notion.untitled')}
          </a>
        </p>
      ) : (
        !isPending && <p class="quiet">{t('notionMirror.notListed')}</p>
      )}
      <div class="form-actions form-actions-start">
        <button
          type="button"
          class="button"
          aria-disabled={test.isPending}
          onClick={() => !test.isPending && test.mutate()}
        >
          {t('settings.test')}
        </button>
        {!isMoving && (
          <button type="button" class="button" onClick={() => setMoving(true)}>
            {t('notionMirror.another')}
          </button>
        )}
        <p role="status">{result && 'ok' in result && <Outcome {...result} />}</p>
      </div>
      <FormProblem text={test.error ? notionProblem(test.error) : result && 'about' in result && result.text} />
      {isMoving && <NotionMirrorMove target={target} integration={integration} onClose={() => setMoving(false)} />}
    </section>
  )
}
