// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon, type IconName } from '../../components/controls/Icon.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { buttonOf } from '../../components/controls/use-actions.ts'
import { LineHighlight } from '../../components/sheet/line-highlight.ts'
import { PageTurner } from '../../components/sheet/PageTurner.tsx'
import { ZoomControls } from '../../components/sheet/ZoomControls.tsx'
import { stepZoom, type Zoom } from '../../components/sheet/zoom.ts'
import type { Page } from '../../data/library/page.ts'
import { prefer, preferences } from '../../data/library/preferences.ts'
import { t } from '../../i18n/index.ts'
import { ShareButton } from '../links/ShareButton.tsx'
import { AskAboutPage } from './AskAboutPage.tsx'
import { InkSheet } from './InkSheet.tsx'
import { PageExport } from './PageExport.tsx'
import { PictureSheet } from './PictureSheet.tsx'
import { useViewerKeys } from './use-viewer-keys.ts'

interface PageViewerProps {
  page: Page
  /** All pages of the notebook. */
  pages: Page[]
}

/** Viewer for one page, with navigation to the others. */
export function PageViewer({ page, pages }: PageViewerProps) {
  const [, navigate] = useLocation()
  const zoom = useSignal<Zoom>('fit')
  const fit = useSignal(1)
  const { notebook, number } = page
  const notebookHref = `/notebooks/${notebook.uuid}`
  const title = `${displayName(notebook.name)}, ${t('page.number', { number })}`
  const { panel, background } = preferences.value

  const goTo = (to: number) => {
    if (to >= 1 && to <= pages.length && to !== number) navigate(`${notebookHref}/pages/${to}`, { replace: true })
  }
  const zoomTo = (next: Zoom) => {
    zoom.value = next
  }
  const zoomBy = (direction: 1 | -1) => zoomTo(stepZoom(zoom.value === 'fit' ? fit.value : zoom.value, direction))
  const isInk = page.shows === 'here'
  const lit = useMemo(() => new LineHighlight(), [page.uuid])
  useViewerKeys({ zoom, number, count: pages.length, goTo, zoomTo, zoomBy, leave: () => navigate(notebookHref), lit })

  const shown = {
    title,
    zoom: zoom.value,
    onZoom: zoomTo,
    fit: fit.value,
    onFit: (next: number) => {
      fit.value = next
    },
    panel,
    lit,
  }
  return (
    <div class={`viewer ${panel ? 'viewer-with-panel' : ''}`}>
      <header class="viewer-bar">
        <Link href={notebookHref} class="button button-quiet viewer-back">
          <Icon name="arrowLeft" />
          <span>{displayName(notebook.name)}</span>
        </Link>
        <ScreenTitle title={title} hidden />
        <PageTurner number={number} count={pages.length} onTurn={goTo} />
        <div class="viewer-tools">
          <ZoomControls
            zoom={zoom.value}
            shown={zoom.value === 'fit' ? fit.value : zoom.value}
            onZoom={zoomTo}
            onStep={zoomBy}
          />
          {isInk && (
            <Toggle
              action="background"
              label={t('viewer.background')}
              icon="lines"
              isOn={background}
              onToggle={() => prefer({ background: !background })}
            />
          )}
          <AskAboutPage key={page.uuid} page={page} title={title} />
          <ShareButton notebook={notebook} page={page} isCompact />
          <PageExport page={page} />
          <Toggle
            action="panel"
            label={t('viewer.panel')}
            icon="panel"
            isOn={panel}
            onToggle={() => prefer({ panel: !panel })}
          />
        </div>
      </header>
      {isInk && page.here && notebook.here ? (
        <InkSheet key={page.uuid} page={page} live={page.here} notebook={notebook.here} {...shown} />
      ) : (
        <PictureSheet key={page.uuid} page={page} {...shown} />
      )}
    </div>
  )
}

interface ToggleProps {
  action: 'background' | 'panel'
  label: string
  icon: IconName
  isOn: boolean
  onToggle: () => void
}

function Toggle({ action, label, icon, isOn, onToggle }: ToggleProps) {
  return (
    <button
      type="button"
      class="button button-icon"
      {...buttonOf(action, label)}
      aria-pressed={isOn}
      onClick={onToggle}
    >
      <Icon name={icon} />
    </button>
  )
}
