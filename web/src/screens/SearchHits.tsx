// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'
import { plainSnippet, type Snippet } from '../data/found-words.ts'
import type { FoundNotebook } from '../data/search.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { serverText } from './server-texts.ts'

const hits = '.search-hits li a'

/** Whether there is one to go to. */
export function moveToHit(index: number): boolean {
  const hit = document.querySelectorAll<HTMLElement>(hits).item(index)
  hit?.focus()
  return hit !== null
}

function moveAmongHits(event: KeyboardEvent): void {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
  const step = steps[event.key]
  const at = [...document.querySelectorAll(hits)].indexOf(event.target as Element)
  if (step === undefined || at < 0 || at + step < 0) return
  if (moveToHit(at + step)) event.preventDefault()
}

/** What the server found in what was written, below what the library shows by name. */
export function SearchHits() {
  const { search } = useStore()
  const state = search.state.value
  if (state.kind === 'idle') return null
  const answer = state.kind === 'found' ? state.answer : state.kind === 'looking' ? state.before : null
  const also = answer?.corrections.flatMap(({ also }) => also) ?? []
  return (
    <section
      class="search-hits"
      aria-label={t('search.title')}
      aria-busy={state.kind === 'looking'}
      onKeyDown={moveAmongHits}
    >
      <h2>{t('search.title')}</h2>
      <p role="status">
        {state.kind === 'looking' && !answer && t('search.looking')}
        {state.kind === 'failed' && serverText(state.error)}
        {state.kind === 'found' &&
          (state.answer.total === 0 ? t('search.nothing') : t('search.count', { count: state.answer.total }))}
        {also.length > 0 && ` ${t('search.also', { words: also.join(', ') })}`}
      </p>
      {answer && answer.items.length > 0 && (
        <ul>
          {answer.items.map((item) => (
            <Hit key={item.notebook.id} item={item} />
          ))}
        </ul>
      )}
      {answer?.next && (
        <button type="button" class="button" onClick={() => void search.more()}>
          {t('search.more')}
        </button>
      )}
    </section>
  )
}

function Hit({ item: { notebook, name, pages } }: { item: FoundNotebook }) {
  const isFolder = notebook.document_type === 'folder'
  const href = isFolder ? `/folders/${notebook.notebook_uuid}` : `/notebooks/${notebook.notebook_uuid}`
  return (
    <li class="search-hit">
      <Link href={href} class="search-hit-name">
        <Marked snippet={name} />
      </Link>
      {pages.map((page) => (
        <Link key={page.id} href={`${href}/pages/${page.page_number}`} class="search-hit-page">
          <span class="search-hit-number">{t('page.number', { number: page.page_number })}</span>
          {page.snippets.map((snippet) => (
            <span key={`${snippet.source} ${snippet.text}`} class="search-hit-text">
              <Marked snippet={snippet.source === 'text' ? plainSnippet(snippet) : snippet} />
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
