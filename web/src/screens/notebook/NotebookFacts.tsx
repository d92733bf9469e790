// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Notebook } from '../../data/library/notebook.ts'
import { formatAge, formatDate, t } from '../../i18n/index.ts'
import { SharedIn } from '../people/SharedIn.tsx'

/** Number of pages, age, kind, authors, and the shared workspace that it is in. */
export function NotebookFacts({ notebook }: { notebook: Notebook }) {
  const { facts, here, pageCount } = notebook
  return (
    <p class="facts">
      {pageCount !== null && <span>{t('notebook.pages', { count: pageCount })}</span>}
      {facts.lastModified > 0 && (
        <span title={formatDate(facts.lastModified)}>
          {t('notebook.modified', { when: formatAge(facts.lastModified) })}
        </span>
      )}
      {here && (here.facts.kind === 'pdf' || here.facts.kind === 'epub') && (
        <span>{here.facts.kind.toUpperCase()}</span>
      )}
      {here && here.facts.authors.length > 0 && <span>{here.facts.authors.join(', ')}</span>}
      {!here && <span>{t('serverShelf.badge')}</span>}
      <SharedIn notebook={notebook} />
    </p>
  )
}
