// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { t } from '../../i18n/index.ts'
import { Icon } from '../controls/Icon.tsx'
import { countUnsure, type LineConfidence } from './confidence.ts'

export function Hint({ text, children }: { text: string; children?: ComponentChildren }) {
  return (
    <div class="note read-hint">
      <Icon name="warning" />
      <p>{text}</p>
      {children}
    </div>
  )
}

/** Sentence on how many lines to compare with the handwriting, by how uncertain they are; null: none. */
export function toCheckText(lines: readonly LineConfidence[]): string | null {
  const { unsure, veryUnsure } = countUnsure(lines)
  const counted = [
    unsure > 0 && t('reading.unsureLines', { count: unsure }),
    veryUnsure > 0 && t('reading.veryUnsureLines', { count: veryUnsure }),
  ].filter((text) => text !== false)
  return counted.length > 0 ? [...counted, t('reading.compare', { count: unsure + veryUnsure })].join(' ') : null
}
