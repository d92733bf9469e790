// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PagePlace } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import { Link } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import { plainSnippet } from '../../data/library/found-words.ts'
import { relatedPages } from '../../data/search/related-pages.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { useSyncedPlace } from './Handwriting.tsx'

/** Pages that are near in meaning. Renders nothing where the server doesn't search by meaning, or finds none. */
export function RelatedPages({ place }: { place: PagePlace }) {
  const { remote } = useStore()
  const synced = useSyncedPlace(place)
  const { data: quota } = useQuery({ ...remote.quota(), staleTime: 60_000 })
  const { data: related } = useQuery(relatedPages(remote, quota?.has_meaning ? synced : null))
  if (!related || related.length === 0) return null
  return (
    <NotesSection title={t('related.title')}>
      <ul class="related-pages">
        {related.map(({ notebook, page, passage }) => (
          <li key={page.id}>
            <Link
              href={
                notebook.document_type === 'notes'
                  ? `/notebooks/${notebook.notebook_uuid}`
                  : `/notebooks/${notebook.notebook_uuid}/pages/${page.page_number}`
              }
            >
              <span class="related-name">
                {notebook.document_type === 'notes'
                  ? displayName(notebook.visible_name)
                  : `${displayName(notebook.visible_name)}, ${t('page.number', { number: page.page_number })}`}
              </span>
              <span class="related-text">{plainSnippet(passage).text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </NotesSection>
  )
}
