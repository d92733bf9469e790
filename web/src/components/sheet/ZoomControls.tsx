// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { Icon } from '../controls/Icon.tsx'
import { buttonOf } from '../controls/use-actions.ts'
import type { Zoom } from './zoom.ts'

interface ZoomControlsProps {
  zoom: Zoom
  /** The current zoom, also while `zoom` is "fit"; 1 is the size of the paper. */
  shown: number
  onZoom: (zoom: Zoom) => void
  onStep: (direction: 1 | -1) => void
}

export function ZoomControls({ zoom, shown, onZoom, onStep }: ZoomControlsProps) {
  const percent = `${Math.round(shown * 100)} %`
  return (
    <fieldset class="zoom" aria-label={t('zoom.label')}>
      <button type="button" class="button button-icon" {...buttonOf('zoomOut')} onClick={() => onStep(-1)}>
        <Icon name="minus" />
      </button>
      <button
        type="button"
        class="button zoom-percent"
        {...buttonOf('actualSize', t('zoom.full', { percent }))}
        onClick={() => onZoom(1)}
      >
        {percent}
      </button>
      <button type="button" class="button button-icon" {...buttonOf('zoomIn')} onClick={() => onStep(1)}>
        <Icon name="add" />
      </button>
      <button
        type="button"
        class="button button-icon"
        {...buttonOf('fitPage')}
        aria-pressed={zoom === 'fit'}
        onClick={() => onZoom('fit')}
      >
        <Icon name="fit" />
      </button>
    </fieldset>
  )
}
