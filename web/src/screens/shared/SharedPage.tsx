// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { documentOf, type PageDetail } from '@rmirror/shared/api'
import { readAsPlain } from '@rmirror/shared/library'
import { useQuery } from '@tanstack/preact-query'
import { useLayoutEffect, useMemo } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { CopyText } from '../../components/controls/CopyText.tsx'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon } from '../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { buttonOf } from '../../components/controls/use-actions.ts'
import { HighlightList } from '../../components/notes/Highlights.tsx'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import { type HighlightTarget, TypedMarkdown } from '../../components/notes/TranscribedText.tsx'
import { UnreadableParts } from '../../components/notes/UnreadableParts.tsx'
import { LineHighlight } from '../../components/sheet/line-highlight.ts'
import { PageTurner } from '../../components/sheet/PageTurner.tsx'
import { PageViewport } from '../../components/sheet/PageViewport.tsx'
import { PictureParts } from '../../components/sheet/PictureParts.tsx'
import { placeLinesOn, placeOnSheet } from '../../components/sheet/sheet-layout.ts'
import { TranscriptionLayer } from '../../components/sheet/TranscriptionLayer.tsx'
import { ZoomControls } from '../../components/sheet/ZoomControls.tsx'
import { stepZoom, type Zoom } from '../../components/sheet/zoom.ts'
import type { Page } from '../../data/library/page.ts'
import { prefer, preferences } from '../../data/library/preferences.ts'
import { linkHref } from '../../data/shared/link-address.ts'
import type { SharedLibrary } from '../../data/shared/shared-library.ts'
import type { SharedLink } from '../../data/shared/shared-link.ts'
import { t } from '../../i18n/index.ts'
import { DocumentText } from '../attachments/DocumentText.tsx'
import { useViewerKeys } from '../page/use-viewer-keys.ts'
import { serverText } from '../texts/server-texts.ts'
import { SharedExport } from './SharedExport.tsx'
import { SharedFiles } from './SharedFiles.tsx'
import { useSharedPictures } from './use-shared-pictures.ts'

interface SharedPageProps {
  link: SharedLink
  shared: SharedLibrary
  page: Page
}

/** The viewer for a page of a link. */
export function SharedPage({ link, shared, page }: SharedPageProps) {
  const [, navigate] = useLocation()
  const zoom = useSignal<Zoom>('fit')
  const fit = useSignal(1)
  const lit = useMemo(() => new LineHighlight(), [page.uuid])
  const { data: details, error, refetch } = useQuery(link.pageAt(page.place))
  const pictures = useSharedPictures(link, details)
  const { pages, isWhole } = shared
  const { number } = page
  const name = displayName(shared.notebook.name)
  const title = `${name}, ${t('page.number', { number: page.there?.page_number ?? number })}`
  const { panel } = preferences.value
  const back = linkHref({ token: link.token, page: null })
  const goTo = (to: number) => {
    if (to >= 1 && to <= pages.length && to !== number)
      navigate(linkHref({ token: link.token, page: to }), { replace: true })
  }
  const zoomTo = (next: Zoom) => {
    zoom.value = next
  }
  const zoomBy = (direction: 1 | -1) => zoomTo(stepZoom(zoom.value === 'fit' ? fit.value : zoom.value, direction))
  const leave = () => isWhole && navigate(back)
  useViewerKeys({ zoom, number, count: pages.length, goTo, zoomTo, zoomBy, leave, lit })
  // The path stays the same, so the browser wouldn't scroll up by itself.
  useLayoutEffect(() => scrollTo(0, 0), [])

  const landscape = page.notebook.facts.orientation === 'landscape'
  const { size, places } = placeOnSheet(pictures.pictures ?? [], landscape)
  const placed =
    pictures.pictures && details ? placeLinesOn(pictures.pictures, details.ocr_lines, details.images, landscape) : []
  return (
    <div class="main-viewer">
      <div class={`viewer ${panel ? 'viewer-with-panel' : ''}`}>
        <header class="viewer-bar">
          <Back href={isWhole ? back : null} name={name} />
          <ScreenTitle title={title} hidden />
          {pages.length > 1 ? <PageTurner number={number} count={pages.length} onTurn={goTo} /> : <span />}
          <div class="viewer-tools">
            <ZoomControls
              zoom={zoom.value}
              shown={zoom.value === 'fit' ? fit.value : zoom.value}
              onZoom={zoomTo}
              onStep={zoomBy}
            />
            {shared.allowsDownload && <SharedExport link={link} shared={shared} pages={[page]} isCompact />}
            <button
              type="button"
              class="button button-icon"
              {...buttonOf('panel', t('viewer.panel'))}
              aria-pressed={panel}
              onClick={() => prefer({ panel: !panel })}
            >
              <Icon name="panel" />
            </button>
          </div>
        </header>
        <div class="viewer-body">
          <PageViewport
            label={title}
            size={size}
            zoom={zoom.value}
            onZoom={zoomTo}
            onFit={(next) => (fit.value = next)}
          >
            {() => (
              <>
                <div class={`picture-parts ${pictures.pictures ? '' : 'sheet-waiting'}`} role="img" aria-label={title}>
                  {pictures.pictures && <PictureParts pictures={pictures.pictures} places={places} />}
                  {pictures.pictures?.length === 0 && <span class="sheet-empty">{t('serverShelf.noImage')}</span>}
                </div>
                <TranscriptionLayer lines={placed} lit={lit} />
              </>
            )}
          </PageViewport>
          {panel && (
            <aside class="viewer-panel" aria-label={t('viewer.panel')}>
              {error && <LoadingOrError problem={serverText(error)} onRetry={() => void refetch()} />}
              {details && <Texts page={details} onSheet={{ lit, placed }} />}
              {details && shared.allowsDownload && <SharedFiles files={details.attachments} />}
              <p class="note note-server">
                <Icon name="lock" />
                <span>{shared.sharedBy === '' ? t('shared.readOnly') : t('shared.by', { name: shared.sharedBy })}</span>
              </p>
            </aside>
          )}
        </div>
      </div>
    </div>
  )
}

/** To the notebook; of a single page, its name alone. */
function Back({ href, name }: { href: string | null; name: string }) {
  if (href === null) return <p class="viewer-back shared-name">{name}</p>
  return (
    <Link href={href} class="button button-quiet viewer-back">
      <Icon name="arrowLeft" />
      <span>{name}</span>
    </Link>
  )
}

function Texts({ page, onSheet }: { page: PageDetail; onSheet: HighlightTarget }) {
  const text = documentOf(page)
  const typed = page.typed_markdown
  return (
    <>
      <UnreadableParts count={page.unreadable_parts} />
      {text !== '' && (
        <NotesSection title={t('reading.title')} action={<CopyText text={() => readAsPlain(text)} />}>
          <DocumentText markdown={text} lang={page.ocr_language} lines={page.ocr_lines} onSheet={onSheet} />
        </NotesSection>
      )}
      {(typed !== null || page.typed_text !== '') && (
        <NotesSection title={t('text.title')} action={<CopyText text={page.typed_text} />}>
          {typed === null ? <div class="typed-text">{page.typed_text}</div> : <TypedMarkdown markdown={typed} />}
        </NotesSection>
      )}
      <HighlightList
        highlights={page.highlights.map(({ original_text: text, note, color }) => ({ text, note, color }))}
      >
        {({ text: marked, note }) => (
          <>
            <q>{marked}</q>
            {note !== '' && <p class="quiet">{note}</p>}
          </>
        )}
      </HighlightList>
      {text === '' && typed === null && page.typed_text === '' && <p class="quiet">{t('shared.noText')}</p>}
    </>
  )
}
