// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { ProblemList } from '../../components/delivery/ProblemList.tsx'
import { UnreadableParts } from '../../components/notes/UnreadableParts.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import type { Page } from '../../data/library/page.ts'
import type { LiveNotebook } from '../../data/local/live-notebook.ts'
import { type TextKey, t } from '../../i18n/index.ts'

/** Says which copy is shown, if not this browser's, and what couldn't be read. */
export function NotebookNotes({ notebook, pages }: { notebook: Notebook; pages: Page[] }) {
  const { here } = notebook
  const copy = copyText(notebook)
  return (
    <>
      {copy && (
        <p class="note note-server">
          <Icon name="cloud" />
          <span>{t(copy)}</span>
        </p>
      )}
      {here && <Problems notebook={here} />}
      <SkippedParts pages={pages} />
    </>
  )
}

function copyText({ here, shows, isOthers }: Notebook): TextKey | null {
  if (here) return shows === 'there' ? 'serverShelf.newer' : null
  return isOthers ? 'inWorkspace.onServer' : 'serverShelf.notHere'
}

/** How many pages are named; of more, the first ones. */
const maxNamed = 12

function SkippedParts({ pages }: { pages: Page[] }) {
  const incomplete = pages.filter(({ unreadableParts }) => unreadableParts > 0)
  const more = incomplete.length - maxNamed
  return (
    <UnreadableParts count={incomplete.reduce((sum, { unreadableParts }) => sum + unreadableParts, 0)}>
      <ul class="unreadable-pages">
        {incomplete.slice(0, maxNamed).map(({ number, notebook }) => (
          <li key={number}>
            <Link href={`/notebooks/${notebook.uuid}/pages/${number}`}>{t('page.number', { number })}</Link>
          </li>
        ))}
        {more > 0 && <li>{t('page.unreadableMore', { count: more })}</li>}
      </ul>
    </UnreadableParts>
  )
}

function Problems({ notebook: { facts, pages } }: { notebook: LiveNotebook }) {
  const unread = pages.flatMap((page) => {
    const state = page.state.value
    return state.kind === 'unreadable'
      ? [{ path: facts.name, page: page.number, code: state.code, detail: state.detail }]
      : []
  })
  const problems = [...facts.problems.map((problem) => ({ ...problem, page: null })), ...unread]
  if (problems.length === 0) return null
  return (
    <details class="note note-problems">
      <summary>
        <Icon name="warning" />
        {t('problem.count', { count: problems.length })}
      </summary>
      <ProblemList problems={problems} />
    </details>
  )
}
