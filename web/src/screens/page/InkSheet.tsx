// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import type { PageDetails, TileAnswer } from '@rmirror/shared/workshop'
import { useQuery } from '@tanstack/preact-query'
import { useCallback, useEffect } from 'preact/hooks'
import { Icon } from '../../components/controls/Icon.tsx'
import { useObjectUrl } from '../../components/controls/use-object-url.ts'
import { problemText } from '../../components/delivery/ProblemList.tsx'
import { PageNotes } from '../../components/notes/PageNotes.tsx'
import type { LineHighlight } from '../../components/sheet/line-highlight.ts'
import { MarksLayer } from '../../components/sheet/MarksLayer.tsx'
import { PageTiles } from '../../components/sheet/PageTiles.tsx'
import { PageViewport } from '../../components/sheet/PageViewport.tsx'
import { frameOfRenderedPage, type PlacedLine, placeLines } from '../../components/sheet/sheet-layout.ts'
import { TranscriptionLayer } from '../../components/sheet/TranscriptionLayer.tsx'
import { TypedLayer } from '../../components/sheet/TypedLayer.tsx'
import type { DrawTile } from '../../components/sheet/tile-layer.ts'
import { backdropWidth, pictureSize, type Size, type Zoom } from '../../components/sheet/zoom.ts'
import type { Page } from '../../data/library/page.ts'
import { preferences } from '../../data/library/preferences.ts'
import type { LiveNotebook, LivePage } from '../../data/local/live-notebook.ts'
import { belowOf } from '../../data/local/sources.ts'
import type { PageText } from '../../data/own-key/page-texts.ts'
import { penMarksOf } from '../../data/resources/highlights.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { PageDeliveries } from '../deliveries/DeliveryStatus.tsx'
import { ViewerPromise } from '../frame/PrivacyNote.tsx'
import { EditableHighlights } from '../highlights/EditableHighlights.tsx'
import { Handwriting, useSyncedPlace } from './Handwriting.tsx'
import { OwnHandwriting, useOwnText } from './OwnHandwriting.tsx'
import { PageRemoteLinks } from './PageRemoteLinks.tsx'
import { RelatedPages } from './RelatedPages.tsx'

export interface SheetProps {
  page: Page
  title: string
  zoom: Zoom
  onZoom: (zoom: Zoom) => void
  fit: number
  onFit: (zoom: number) => void
  panel: boolean
  lit: LineHighlight
}

interface InkSheetProps extends SheetProps {
  live: LivePage
  notebook: LiveNotebook
}

const defaultSize: Size = { width: 1404, height: 1872 }

/** A page of this browser: first its thumbnail, then the sharp picture and the facts as they are ready. */
export function InkSheet({ page, live, notebook, title, zoom, onZoom, fit, onFit, panel, lit }: InkSheetProps) {
  const { library } = useStore()
  const state = live.state.value
  const summary = state.kind === 'ready' ? state.summary : null
  const size = summary ? { width: summary.width, height: summary.height } : defaultSize
  const shown = zoom === 'fit' ? fit : zoom
  const width = backdropWidth(size, pictureSize(size, shown, devicePixelRatio).width)
  const { details, picture, drawTile } = useDrawnPage(notebook, live, width)
  const { data: synced } = useQuery(useStore().remote.pageAt(useSyncedPlace(page.place)))
  const placed = placedLinesOf(synced, useOwnText(notebook, live), details, size)
  const isSyncedAsIs = synced && summary && synced.ink_hash === summary.inkHash
  useEffect(() => {
    library.want(notebook, live).catch(() => {})
    library.drawWithSources(notebook, live)
  }, [live])

  const pictureUrl = useObjectUrl(picture)
  const backdrop = pictureUrl ?? (state.kind === 'ready' ? state.thumbnail : null)
  const problem = state.kind === 'unreadable' && (
    <div class="stage-problem">
      <Icon name="warning" />
      <p>{t('page.unreadable')}</p>
      <p>{t(problemText(state.code))}</p>
    </div>
  )
  return (
    <div class="viewer-body">
      <PageViewport label={title} size={size} zoom={zoom} onZoom={onZoom} onFit={onFit} problem={problem}>
        {({ stage, picture: whole }) => (
          <>
            {backdrop && <img src={backdrop} alt={title} draggable={false} />}
            <PageTiles stage={stage} picture={whole.width > width ? whole : null} draw={drawTile} />
            <TranscriptionLayer lines={placed} lit={lit} />
            {isSyncedAsIs && details && (
              <MarksLayer marks={penMarksOf(synced)} frame={frameOfRenderedPage(details.facts.area, size)} />
            )}
            {details?.textLayer && <TypedLayer layer={details.textLayer} />}
          </>
        )}
      </PageViewport>
      {panel && (
        <aside class="viewer-panel" aria-label={t('viewer.panel')}>
          <PageNotes
            details={details}
            hasPictures={notebook.facts.hasPictures}
            tags={live.tags}
            unreadable={state.kind === 'unreadable'}
            template={live.sourcePage === null ? (live.templateName ?? live.template) : ''}
            highlightLinks={<PageRemoteLinks page={page} />}
            highlightsInstead={
              isSyncedAsIs ? <EditableHighlights page={synced} links={<PageRemoteLinks page={page} />} /> : undefined
            }
          >
            {!notebook.facts.unopened && (
              <>
                <Handwriting place={page.place} inkHash={summary?.inkHash} onSheet={{ lit, placed }} />
                <OwnHandwriting notebook={notebook} page={live} onSheet={{ lit, placed }} />
              </>
            )}
          </PageNotes>
          <RelatedPages place={page.place} />
          <PageDeliveries page={page} />
          <ViewerPromise />
        </aside>
      )}
    </div>
  )
}

/** The page's transcribed lines, positioned over their ink: the server's if it has the page, else the own key's. */
function placedLinesOf(
  synced: PageDetail | null | undefined,
  own: PageText | null,
  details: PageDetails | null,
  size: Size,
): PlacedLine[] {
  if (!details) return []
  const frame = frameOfRenderedPage(details.facts.area, size)
  if (synced) return placeLines(synced.ocr_lines, synced.images, frame)
  const images = own?.pictures.map((rect) => ({ rect })) ?? []
  return placeLines(own?.lines ?? [], images, frame)
}

/** What the wasm core renders of the page. `width`: of the picture below the tiles, in pixels. */
function useDrawnPage(notebook: LiveNotebook, live: LivePage, width: number) {
  const { reader } = useStore()
  const details = useSignal<PageDetails | null>(null)
  const picture = useSignal<Blob | null>(null)
  const { background } = preferences.value
  const state = live.state.value
  const summary = state.kind === 'ready' ? state.summary : null
  // The ink is drawn first; what it was written on follows once that is loaded.
  const complete = state.kind === 'ready' && state.complete
  const below = complete ? belowOf(notebook, live) : null
  const drawTile = useCallback<DrawTile>(
    async (whole, box, isSeen, signal) =>
      canvasOf(await reader.tile(live, { width: whole, background, below }, box, isSeen, signal)),
    [live, background, complete],
  )
  useEffect(() => {
    if (!summary) return
    // A failure here has failed for the summary, too, which reports it.
    reader
      .details(live, below)
      .then((answer) => (details.value = answer))
      .catch(() => {})
  }, [summary])
  useEffect(() => {
    if (!summary) return
    let current = true
    const show = (blob: Blob) => {
      if (current) picture.value = blob
    }
    reader
      .picture(live, { width, background, below })
      .then(show)
      .catch(() => {})
    for (const neighbour of [notebook.pages[live.number], notebook.pages[live.number - 2]])
      if (neighbour?.parts) reader.prepare(neighbour, { width, background, below: null })
    return () => {
      current = false
    }
  }, [summary, width, background, complete])
  return { details: details.value, picture: picture.value, drawTile }
}

function canvasOf({ width, height, pixels }: TileAnswer): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const shown = new ImageData(new Uint8ClampedArray(pixels.buffer as ArrayBuffer), width, height)
  canvas.getContext('2d')?.putImageData(shown, 0, 0)
  return canvas
}
