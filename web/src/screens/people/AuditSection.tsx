// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from '@tanstack/preact-query'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { auditLogOf } from '../../data/people/members.ts'
import type { Workspace } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { formatDate, t } from '../../i18n/index.ts'
import { auditText } from './audit-texts.ts'
import { peopleProblem } from './people-problems.ts'

/** What happened in a workspace, newest first. */
export function AuditSection({ workspace }: { workspace: Workspace }) {
  const { remote } = useStore()
  const log = useInfiniteQuery(auditLogOf(remote, workspace.id))
  const entries = log.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-labelledby="workspace-audit">
      <h2 id="workspace-audit">{t('audit.title')}</h2>
      <p class="quiet">{t('audit.what')}</p>
      {!entries && (
        <LoadingOrError problem={log.error && peopleProblem(log.error)} onRetry={() => void log.refetch()} />
      )}
      {entries && (
        <ol class="audit-log" aria-label={t('audit.title')}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <span>{auditText(entry)}</span>
              <time class="quiet" dateTime={entry.created_at}>
                {formatDate(Date.parse(entry.created_at))}
              </time>
            </li>
          ))}
        </ol>
      )}
      {log.hasNextPage && (
        <button
          type="button"
          class="button section-action"
          aria-disabled={log.isFetchingNextPage}
          onClick={() => !log.isFetchingNextPage && void log.fetchNextPage()}
        >
          {t('audit.more')}
        </button>
      )}
    </section>
  )
}
