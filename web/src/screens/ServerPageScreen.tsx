// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { Link, useLocation } from 'wouter-preact'
import { CopyText } from '../components/CopyText.tsx'
import { Icon } from '../components/Icon.tsx'
import { NotesSection } from '../components/NotesSection.tsx'
import { PageTurner } from '../components/PageTurner.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { ServerSheet } from '../components/ServerSheet.tsx'
import { useShortcuts } from '../components/use-shortcuts.ts'
import type { ServerNotebook } from '../data/server-shelf.ts'
import { useStore } from '../data/store.ts'
import { usePictures } from '../data/use-pictures.ts'
import { t } from '../i18n/index.ts'
import { Handwriting } from './Handwriting.tsx'
import { MissingScreen } from './MissingScreen.tsx'
import { serverText } from './server-texts.ts'

/** A page that was synced elsewhere: the pictures of its handwriting, and what was read on them. */
export function ServerPageScreen({ notebook, number }: { notebook: ServerNotebook; number: number }) {
  const { remote } = useStore()
  const [, navigate] = useLocation()
  const { facts } = notebook
  const notebookHref = `/notebooks/${facts.uuid}`
  const { data: known, error: listError } = useQuery(remote.pages(facts.uuid))
  const page = known?.[number - 1]
  const { data: details } = useQuery(remote.pageAt(page ?? null))
  const { pictures: shown, error } = usePictures(page ?? null)
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

  const failure = known ? error : listError
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
            pictures={shown ?? (failure ? [] : null)}
            landscape={facts.orientation === 'landscape'}
            label={title}
          />
        </section>
        <aside class="viewer-panel" aria-label={t('viewer.panel')}>
          <p class="note note-server">
            <Icon name="cloud" />
            <span>{t('serverShelf.page')}</span>
          </p>
          {failure ? <p class="form-problem">{serverText(failure)}</p> : null}
          {page && <Handwriting place={page} />}
          <TypedWords text={details?.typed_text ?? ''} />
        </aside>
      </div>
    </div>
  )
}

function TypedWords({ text }: { text: string }) {
  if (text === '') return null
  return (
    <NotesSection title={t('text.title')} action={<CopyText text={text} />}>
      <div class="typed-text">{text}</div>
    </NotesSection>
  )
}
