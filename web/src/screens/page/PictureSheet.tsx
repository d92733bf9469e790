// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PageDetail } from '@rmirror/shared/api'
import { typedAsPlain } from '@rmirror/shared/library'
import { useQuery } from '@tanstack/preact-query'
import { CopyText } from '../../components/controls/CopyText.tsx'
import { Icon, type IconName } from '../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { Tags } from '../../components/library/Tags.tsx'
import { NotesSection } from '../../components/notes/NotesSection.tsx'
import { TypedMarkdown } from '../../components/notes/TranscribedText.tsx'
import { UnreadableParts } from '../../components/notes/UnreadableParts.tsx'
import { MarksLayer } from '../../components/sheet/MarksLayer.tsx'
import { PageViewport } from '../../components/sheet/PageViewport.tsx'
import { PictureParts } from '../../components/sheet/PictureParts.tsx'
import { frameOfPictures, placeLinesOn, placeOnSheet } from '../../components/sheet/sheet-layout.ts'
import { TranscriptionLayer } from '../../components/sheet/TranscriptionLayer.tsx'
import { penMarksOf } from '../../data/resources/highlights.ts'
import { isLost } from '../../data/server/pictures.ts'
import { useStore } from '../../data/store.ts'
import { usePictures } from '../../data/use-pictures.ts'
import { type TextKey, t } from '../../i18n/index.ts'
import { PageDeliveries } from '../deliveries/DeliveryStatus.tsx'
import { ViewerPromise } from '../frame/PrivacyNote.tsx'
import { EditableHighlights } from '../highlights/EditableHighlights.tsx'
import { ReadOnlyNote } from '../people/ReadOnlyNote.tsx'
import { serverText } from '../texts/server-texts.ts'
import { Handwriting } from './Handwriting.tsx'
import type { SheetProps } from './InkSheet.tsx'
import { PageRemoteLinks } from './PageRemoteLinks.tsx'
import { RelatedPages } from './RelatedPages.tsx'

/** The server's copy of a page: its pictures, and what was transcribed. */
export function PictureSheet({ page, title, zoom, onZoom, onFit, panel, lit }: Omit<SheetProps, 'fit'>) {
  const { remote } = useStore()
  const { data: details } = useQuery(remote.pageAt(page.place))
  const { pictures, error, retry } = usePictures(page.place)
  const landscape = page.notebook.facts.orientation === 'landscape'
  const { size, places } = placeOnSheet(pictures ?? [], landscape)
  const placed = pictures && details ? placeLinesOn(pictures, details.ocr_lines, details.images, landscape) : []
  const isEmpty = pictures?.length === 0 || Boolean(error && !pictures)
  return (
    <div class="viewer-body">
      <PageViewport label={title} size={size} zoom={zoom} onZoom={onZoom} onFit={onFit}>
        {() => (
          <>
            <div class={`picture-parts ${pictures || error ? '' : 'sheet-waiting'}`} role="img" aria-label={title}>
              {pictures && <PictureParts pictures={pictures} places={places} />}
              {isEmpty && <span class="sheet-empty">{t('serverShelf.noImage')}</span>}
            </div>
            <TranscriptionLayer lines={placed} lit={lit} />
            {pictures && details && (
              <MarksLayer marks={penMarksOf(details)} frame={frameOfPictures(pictures, landscape)} />
            )}
          </>
        )}
      </PageViewport>
      {panel && (
        <aside class="viewer-panel" aria-label={t('viewer.panel')}>
          {page.here && <WhichCopy says={page.isOlderHere ? 'serverShelf.newerPage' : 'serverShelf.unreadablePage'} />}
          {isLost(error) && <WhichCopy icon="warning" says="serverShelf.lostImage" />}
          {error && !isLost(error) ? (
            <NotesSection title={t('serverShelf.image')}>
              <LoadingOrError problem={serverText(error)} onRetry={retry} />
            </NotesSection>
          ) : null}
          <ReadOnlyNote />
          <UnreadableParts count={page.unreadableParts} />
          <Handwriting place={page.place} onSheet={{ lit, placed }} />
          {page.tags.length > 0 && (
            <NotesSection title={t('tags.label')}>
              <Tags tags={page.tags} />
            </NotesSection>
          )}
          {details && <TypedWords page={details} />}
          {details && <EditableHighlights page={details} links={<PageRemoteLinks page={page} />} />}
          <RelatedPages place={page.place} />
          <PageDeliveries page={page} />
          {!page.here && !isEmpty && !page.notebook.isOthers && <WhichCopy says="serverShelf.page" />}
          <ViewerPromise />
        </aside>
      )}
    </div>
  )
}

/** Says which copy of the page is shown: at the top if users expect another one, at the end if there is no other. */
function WhichCopy({ icon = 'cloud', says }: { icon?: IconName; says: TextKey }) {
  return (
    <p class="note note-server">
      <Icon name={icon} />
      <span>{t(says)}</span>
    </p>
  )
}

/** Typed text; without formatting if no device has sent any. */
function TypedWords({ page: { typed_text, typed_markdown } }: { page: PageDetail }) {
  const isMarked = typed_markdown !== null
  if (!isMarked && typed_text === '') return null
  return (
    <NotesSection
      title={t('text.title')}
      action={<CopyText text={isMarked ? typedAsPlain(typed_markdown) : typed_text} />}
    >
      {isMarked ? <TypedMarkdown markdown={typed_markdown} /> : <div class="typed-text">{typed_text}</div>}
    </NotesSection>
  )
}
