// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { PageNumbers, pageFileName } from '@rmirror/shared/library'
import type { PageDetails, TileAnswer } from '@rmirror/shared/workshop'
import { useCallback, useEffect } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { Icon } from '../components/Icon.tsx'
import { Menu, MenuAction } from '../components/Menu.tsx'
import { PageNotes } from '../components/PageNotes.tsx'
import { PageStage } from '../components/PageStage.tsx'
import { PageTurner } from '../components/PageTurner.tsx'
import { problemText } from '../components/ProblemList.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import type { DrawTile } from '../components/tile-desk.ts'
import { useObjectUrl } from '../components/use-object-url.ts'
import { useShortcuts } from '../components/use-shortcuts.ts'
import { ZoomControls } from '../components/ZoomControls.tsx'
import { backdropWidth, pictureSize, stepZoom, type Zoom } from '../components/zoom.ts'
import type { LiveNotebook, LivePage } from '../data/library.ts'
import { prefer, preferences } from '../data/preferences.ts'
import { belowOf } from '../data/sources.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { Handwriting } from './Handwriting.tsx'
import { MissingScreen } from './MissingScreen.tsx'
import { NoPages } from './NoPages.tsx'
import { OnServer } from './OnServer.tsx'
import { ServerPageScreen } from './ServerPageScreen.tsx'

export function PageScreen({ uuid, number }: { uuid: string; number: number }) {
  const { library } = useStore()
  const notebook = library.notebooks.value.get(uuid)
  const page = notebook?.pages[number - 1]
  if (!library.opened.value) return null
  if (!notebook) return <OnServer uuid={uuid} show={(found) => <ServerPageScreen notebook={found} number={number} />} />
  if (!page && notebook.facts.unopened === 'uncounted')
    return (
      <div class="screen">
        <ScreenTitle title={notebook.facts.name} />
        <NoPages notebook={notebook} />
      </div>
    )
  if (!page) return <MissingScreen what="page" />
  return <Viewer notebook={notebook} page={page} />
}

function Viewer({ notebook, page }: { notebook: LiveNotebook; page: LivePage }) {
  const { library } = useStore()
  const [, navigate] = useLocation()
  const zoom = useSignal<Zoom>('fit')
  const fit = useSignal(1)
  const { facts, pages } = notebook
  const notebookHref = `/notebooks/${facts.uuid}`
  const title = `${facts.name}, ${t('page.number', { number: page.number })}`

  const goTo = (number: number) => {
    if (number >= 1 && number <= pages.length && number !== page.number)
      navigate(`${notebookHref}/pages/${number}`, { replace: true })
  }
  const zoomBy = (direction: 1 | -1) => {
    zoom.value = stepZoom(zoom.value === 'fit' ? fit.value : zoom.value, direction)
  }
  const turn = (step: 1 | -1) => () => goTo(page.number + step)
  // Arrows move a page that is larger than its desk, and turn it otherwise.
  const arrow = (across: number, down: number, act: () => void) => () => {
    const stage = document.querySelector('.stage')
    const larger = stage && zoom.value !== 'fit' && (across ? stage.scrollWidth > stage.clientWidth : true)
    if (larger) stage.scrollBy(across, down)
    else act()
  }
  useShortcuts({
    ArrowLeft: arrow(-80, 0, turn(-1)),
    ArrowRight: arrow(80, 0, turn(1)),
    ArrowUp: () => (zoom.value === 'fit' ? false : arrow(0, -80, () => {})()),
    ArrowDown: () => (zoom.value === 'fit' ? false : arrow(0, 80, () => {})()),
    PageUp: turn(-1),
    PageDown: turn(1),
    Home: () => goTo(1),
    End: () => goTo(pages.length),
    '+': () => zoomBy(1),
    '=': () => zoomBy(1),
    '-': () => zoomBy(-1),
    '0': () => {
      zoom.value = 'fit'
    },
    '1': () => {
      zoom.value = 1
    },
    b: () => prefer({ background: !preferences.value.background }),
    B: () => prefer({ background: !preferences.value.background }),
    t: () => prefer({ panel: !preferences.value.panel }),
    T: () => prefer({ panel: !preferences.value.panel }),
    Escape: () => navigate(notebookHref),
  })
  useEffect(() => {
    library.want(notebook, page).catch(() => {})
    library.wantComplete(notebook, page)
  }, [page])

  const { panel, background } = preferences.value
  return (
    <div class={`viewer ${panel ? 'viewer-with-panel' : ''}`}>
      <header class="viewer-bar">
        <Link href={notebookHref} class="button button-quiet viewer-back">
          <Icon name="arrowLeft" />
          <span>{facts.name}</span>
        </Link>
        <ScreenTitle title={title} hidden />
        <PageTurner number={page.number} count={pages.length} onTurn={goTo} />
        <div class="viewer-tools">
          <ZoomControls
            zoom={zoom.value}
            shown={zoom.value === 'fit' ? fit.value : zoom.value}
            onZoom={(next) => (zoom.value = next)}
            onStep={zoomBy}
          />
          <button
            type="button"
            class="button button-icon"
            aria-label={t('viewer.background')}
            title={t('viewer.background')}
            aria-pressed={background}
            onClick={() => prefer({ background: !background })}
          >
            <Icon name="lines" />
          </button>
          <ExportPage notebook={notebook} page={page} />
          <button
            type="button"
            class="button button-icon"
            aria-label={t('viewer.panel')}
            title={t('viewer.panel')}
            aria-pressed={panel}
            onClick={() => prefer({ panel: !panel })}
          >
            <Icon name="panel" />
          </button>
        </div>
      </header>
      <Sheet
        key={page.uuid}
        notebook={notebook}
        page={page}
        title={title}
        zoom={zoom.value}
        onZoom={(next) => (zoom.value = next)}
        fit={fit.value}
        onFit={(next) => (fit.value = next)}
        panel={panel}
        background={background}
      />
    </div>
  )
}

interface SheetProps {
  notebook: LiveNotebook
  page: LivePage
  title: string
  zoom: Zoom
  onZoom: (zoom: Zoom) => void
  fit: number
  onFit: (zoom: number) => void
  panel: boolean
  background: boolean
}

/** One page: the thumbnail at once, the sharp picture and the facts when they come. */
function Sheet({ notebook, page, title, zoom, onZoom, fit, onFit, panel, background }: SheetProps) {
  const { reader } = useStore()
  const details = useSignal<PageDetails | null>(null)
  const picture = useSignal<Blob | null>(null)
  const state = page.state.value
  const summary = state.kind === 'ready' ? state.summary : null
  const size = summary ? { width: summary.width, height: summary.height } : { width: 1404, height: 1872 }
  const shown = zoom === 'fit' ? fit : zoom
  // Its ink first: what it was written on follows.
  const complete = state.kind === 'ready' && state.complete
  const below = complete ? belowOf(notebook, page) : null
  const width = backdropWidth(size, pictureSize(size, shown, devicePixelRatio).width)
  const drawTile = useCallback<DrawTile>(
    async (whole, box, isSeen, signal) =>
      canvasOf(await reader.tile(page, { width: whole, background, below }, box, isSeen, signal)),
    [page, background, complete],
  )

  useEffect(() => {
    if (!summary) return
    // What fails here failed for the summary too, and that one tells it.
    reader
      .details(page, below)
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
      .picture(page, { width, background, below })
      .then(show)
      .catch(() => {})
    for (const neighbour of [notebook.pages[page.number], notebook.pages[page.number - 2]])
      if (neighbour?.parts) reader.prepare(neighbour, { width, background, below: null })
    return () => {
      current = false
    }
  }, [summary, width, background, complete])

  const pictureUrl = useObjectUrl(picture.value)
  const thumbnail = state.kind === 'ready' ? state.thumbnail : null
  return (
    <div class="viewer-body">
      <PageStage
        label={title}
        size={size}
        backdrop={pictureUrl ?? thumbnail}
        backdropWidth={width}
        drawTile={drawTile}
        text={details.value?.textLayer ?? null}
        zoom={zoom}
        onZoom={onZoom}
        onFit={onFit}
      >
        {state.kind === 'unreadable' && (
          <div class="stage-problem">
            <Icon name="warning" />
            <p>{t('page.unreadable')}</p>
            <p>{t(problemText(state.code))}</p>
          </div>
        )}
      </PageStage>
      {panel && (
        <aside class="viewer-panel" aria-label={t('viewer.panel')}>
          <PageNotes
            details={details.value}
            hasPictures={notebook.facts.hasPictures}
            tags={page.tags}
            unreadable={state.kind === 'unreadable'}
            template={page.template}
          >
            {!notebook.facts.unopened && (
              <Handwriting
                place={{ notebook_uuid: notebook.facts.uuid, page_uuid: page.uuid }}
                inkHash={summary?.inkHash}
              />
            )}
          </PageNotes>
        </aside>
      )}
    </div>
  )
}

function canvasOf({ width, height, pixels }: TileAnswer): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const shown = new ImageData(new Uint8ClampedArray(pixels.buffer as ArrayBuffer), width, height)
  canvas.getContext('2d')?.putImageData(shown, 0, 0)
  return canvas
}

export function ExportPage({ notebook, page }: { notebook: LiveNotebook; page: LivePage }) {
  const { activity } = useStore()
  const save = (as: 'png' | 'svg') =>
    void activity.savePicture(notebook, page, { as, background: preferences.value.background })
  const savePdf = () => {
    const numbers = new PageNumbers([{ first: page.number, last: page.number }])
    const pages = { numbers, name: pageFileName(page.number, '', notebook.pages.length).slice(0, -1) }
    void activity.export([notebook], { as: 'pdf', background: preferences.value.background, pages })
  }
  return (
    <Menu label={t('export.page')} icon="download" compact>
      <MenuAction hint={t('export.pagePdfHint')} onClick={savePdf}>
        {t('export.pdf')}
      </MenuAction>
      <MenuAction hint={t('export.pngHint')} onClick={() => save('png')}>
        {t('export.png')}
      </MenuAction>
      <MenuAction hint={t('export.svgHint')} onClick={() => save('svg')}>
        {t('export.svg')}
      </MenuAction>
    </Menu>
  )
}
