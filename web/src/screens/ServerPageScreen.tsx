// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link, useLocation } from 'wouter-preact'
import { CopyText } from '../components/CopyText.tsx'
import { Icon } from '../components/Icon.tsx'
import { NotesSection } from '../components/NotesSection.tsx'
import { PageTurner } from '../components/PageTurner.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { ServerSheet } from '../components/ServerSheet.tsx'
import { usePromise } from '../components/use-promise.ts'
import { useShortcuts } from '../components/use-shortcuts.ts'
import type { ServerNotebook } from '../data/server-shelf.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { Handwriting } from './Handwriting.tsx'
import { MissingScreen } from './MissingScreen.tsx'
import { serverText } from './server-texts.ts'

/** A page that was synced elsewhere: the pictures of its handwriting, and what was read on them. */
export function ServerPageScreen({ notebook, number }: { notebook: ServerNotebook; number: number }) {
  const { shelf } = useStore()
  const [, navigate] = useLocation()
  const { facts } = notebook
  const version = shelf.version.value
  const notebookHref = `/notebooks/${facts.uuid}`
  const pages = usePromise(() => shelf.pagesOf(facts.uuid), facts.uuid, version)
  const known = pages && 'value' in pages ? pages.value : null
  const page = known?.[number - 1]
  const about = page?.page_uuid ?? null
  const details = usePromise(async () => page && (await shelf.page(page)), about, version)
  const pictures = usePromise(async () => (page ? shelf.pictures(page) : []), about, version)
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

  const failure = [pages, pictures].find((each) => each && 'error' in each)
  const shown = pictures && 'value' in pictures ? pictures.value : null
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
          {failure && 'error' in failure && <p class="form-problem">{serverText(failure.error)}</p>}
          {page && <Handwriting place={page} />}
          {details && 'value' in details && <TypedWords text={details.value?.typed_text ?? ''} />}
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
