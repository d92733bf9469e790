// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { itemsText } from '../../components/library/items-text.ts'
import { plainSnippet, type Snippet } from '../../data/library/found-words.ts'
import type { Notebook } from '../../data/library/notebook.ts'
import type { Finding, FoundNotebook } from '../../data/search/findings.ts'
import type { SearchState } from '../../data/search/search.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { folderHref } from './library-tree.ts'
import { MeaningToggle } from './MeaningToggle.tsx'
import { meaningProblemText } from './meaning-problem.ts'
import { foundWordsOf } from './use-found-line.ts'

/** Snippets of these are Markdown. */
const markdownSources = new Set(['text', 'todo', 'passage'])

interface SearchHitsProps {
  listed: readonly Notebook[]
}

/** Full-text search results. Notebooks that are already `listed` by name appear only if pages were found in them. */
export function SearchHits({ listed }: SearchHitsProps) {
  const { search } = useStore()
  const state = search.state.value
  const listedUuids = useMemo(() => new Set(listed.map(({ uuid }) => uuid)), [listed])
  if (state.kind === 'idle') return null
  const { finding } = state
  const found = finding?.items ?? []
  const items = found.filter(
    ({ notebook: { notebook_uuid }, pages }) => pages.length > 0 || !listedUuids.has(notebook_uuid),
  )
  const total = (finding?.total ?? 0) - (found.length - items.length)
  return (
    <section class="search-hits" aria-label={t('search.title')} aria-busy={state.kind === 'looking'}>
      <div class="search-hits-head">
        <h2>{t('search.title')}</h2>
        <MeaningToggle />
      </div>
      <p role="status">{statusText(state.kind, finding, total)}</p>
      {items.length > 0 && (
        <ul>
          {items.map((item) => (
            <Hit key={item.notebook.notebook_uuid} item={item} />
          ))}
        </ul>
      )}
      {finding?.hasMore && (
        <button type="button" class="button" onClick={() => void search.more()}>
          {t('search.more')}
        </button>
      )}
    </section>
  )
}

function statusText(kind: SearchState['kind'], finding: Finding | null, total: number): string {
  if (!finding) return t('search.looking')
  const also = finding.corrections.flatMap(({ also }) => also)
  const sentences = [
    kind === 'found' && foundText(finding, total),
    finding.failure && `${serverText(finding.failure)} ${t('search.onlyHere')}`,
    also.length > 0 && t('search.also', { words: also.join(', ') }),
    finding.problem && meaningProblemText(finding.problem),
  ]
  return sentences.filter(Boolean).join(' ')
}

function foundText({ items, hasMore }: Finding, count: number): string {
  if (count === 0) return t('search.nothing')
  const notes = items.filter(({ notebook }) => notebook.document_type === 'notes').length
  // How many of those that aren't here yet are notes isn't known.
  return notes > 0 && hasMore
    ? t('search.results', { count })
    : t('search.found', { items: itemsText({ count, notes }) })
}

function Hit({ item: { notebook, name, pages } }: { item: FoundNotebook }) {
  const uuid = notebook.notebook_uuid
  const isNote = notebook.document_type === 'notes'
  const href = notebook.document_type === 'folder' ? folderHref(uuid) : `/notebooks/${uuid}`
  return (
    <li class="search-hit">
      <Link href={href} class="search-hit-name" dir="auto">
        {name.ranges.length > 0 ? <Marked snippet={name} /> : displayName(name.text)}
      </Link>
      {pages.map((page) => (
        <Link
          key={page.page_uuid}
          href={isNote ? href : `${href}/pages/${page.page_number}`}
          state={foundWordsOf(page.snippets)}
          class="search-hit-page"
        >
          <span class="search-hit-number">
            {isNote ? t('notes.kind') : t('page.number', { number: page.page_number })}
          </span>
          {page.snippets.map((snippet) => (
            <span key={`${snippet.source} ${snippet.text}`} class="search-hit-text" dir="auto">
              <Marked snippet={markdownSources.has(snippet.source) ? plainSnippet(snippet) : snippet} />
            </span>
          ))}
        </Link>
      ))}
    </li>
  )
}

function Marked({ snippet: { text, ranges } }: { snippet: Snippet }) {
  const parts: ComponentChildren[] = []
  let at = 0
  for (const { start, end } of ranges) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}
