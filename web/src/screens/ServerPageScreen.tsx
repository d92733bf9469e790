// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link, useLocation } from 'wouter-preact'
import { Icon } from '../components/Icon.tsx'
import { PageTurner } from '../components/PageTurner.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { ServerSheet } from '../components/ServerSheet.tsx'
import { usePromise } from '../components/use-promise.ts'
import { useShortcuts } from '../components/use-shortcuts.ts'
import type { ServerNotebook, SyncedPage } from '../data/server-shelf.ts'
import { useStore } from '../data/store.ts'
import { formatDay, type TextKey, t } from '../i18n/index.ts'
import { MissingScreen } from './MissingScreen.tsx'
import { serverText } from './server-texts.ts'

/** A page that was synced elsewhere: the pictures of its handwriting, and what was read on them. */
export function ServerPageScreen({ notebook, number }: { notebook: ServerNotebook; number: number }) {
  const { shelf } = useStore()
  const [, navigate] = useLocation()
  const { facts } = notebook
  const notebookHref = `/notebooks/${facts.uuid}`
  const pages = usePromise(() => shelf.pagesOf(facts.uuid), facts.uuid)
  const known = pages && 'value' in pages ? pages.value : null
  const page = known?.[number - 1]
  const synced = usePromise(async () => (page ? shelf.page(page) : null), page?.page_uuid ?? null)
  const count = known?.length ?? notebook.pageCount
  const goTo = (to: number) => {
    if (to >= 1 && to <= count && to !== number) navigate(`${notebookHref}/pages/${to}`, { replace: true })
  }
  useShortcuts({
    ArrowLeft: () => goTo(number - 1),
    ArrowRight: () => goTo(number + 1),
    PageUp: () => goTo(number - 1),
    PageDown: () => goTo(number + 1),
    Home: () => goTo(1),
    End: () => goTo(count),
    Escape: () => navigate(notebookHref),
  })
  if (known && !page) return <MissingScreen what="page" />

  const failure = [pages, synced].find((each) => each && 'error' in each)
  const shown = synced && 'value' in synced ? synced.value : null
  const title = `${facts.name}, ${t('page.number', { number })}`
  return (
    <div class="viewer viewer-with-panel">
      <header class="viewer-bar">
        <Link href={notebookHref} class="button button-quiet viewer-back">
          <Icon name="arrowLeft" />
          <span>{facts.name}</span>
        </Link>
        <ScreenTitle title={title} hidden />
        <PageTurner number={number} count={count} onTurn={goTo} />
      </header>
      <div class="viewer-body">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
        <section class="stage server-stage" aria-label={title} tabIndex={0}>
          <ServerSheet
            pictures={shown?.pictures ?? (failure ? [] : null)}
            landscape={facts.orientation === 'landscape'}
            label={title}
          />
        </section>
        <aside class="viewer-panel" aria-label={t('viewer.panel')}>
          <p class="note note-server">
            <Icon name="cloud" />
            <span>{t('serverShelf.page')}</span>
          </p>
          {failure && 'error' in failure && <p class="form-problem">{serverText(failure.error)}</p>}
          {shown && <Texts page={shown} />}
        </aside>
      </div>
    </div>
  )
}

const statuses: Record<SyncedPage['status'], TextKey> = {
  not_synced: 'reading.notSynced',
  pending: 'reading.pending',
  processing: 'reading.pending',
  completed: 'reading.empty',
  failed: 'reading.failed',
  pending_quota: 'reading.deferred',
  skipped: 'reading.nothing',
}

function Texts({ page: { status, readText, typedText } }: { page: SyncedPage }) {
  const { quota } = useStore()
  const resetAt = quota.now.value?.reset_at
  const waits = status === 'pending_quota' && resetAt
  return (
    <>
      <section class="notes">
        <header>
          <h2>{t('reading.title')}</h2>
        </header>
        {readText ? (
          <div class="typed-text">{readText}</div>
        ) : (
          <p class="quiet">
            {waits ? t('reading.deferredUntil', { day: formatDay(Date.parse(resetAt)) }) : t(statuses[status])}
          </p>
        )}
      </section>
      {typedText && (
        <section class="notes">
          <header>
            <h2>{t('text.title')}</h2>
          </header>
          <div class="typed-text">{typedText}</div>
        </section>
      )}
    </>
  )
}
