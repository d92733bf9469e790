// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts for removal warnings: how much disappeared from a notebook at one time.
import { t } from '../../i18n/index.ts'

export interface Dropped {
  before: number
  now: number
}

type Held = Dropped & { held: number }

/** Removal warning, in the server's field names. */
export interface HeldNotebook {
  visible_name: string
  cause: string
  pages: Held
  highlights: Held
  created_at: string
}

/** "12 highlights, was 40" */
export function dropText({ cause, pages, highlights }: { cause: string; pages: Dropped; highlights: Dropped }): string {
  if (cause === 'layout') return t('warnings.layout', { count: pages.now, before: pages.before })
  const has = [
    pages.now < pages.before && t('warnings.pagesWere', { count: pages.now, before: pages.before }),
    highlights.now < highlights.before &&
      t('warnings.highlightsWere', { count: highlights.now, before: highlights.before }),
  ].filter((text) => text !== false)
  return has.length > 0 ? has.join('; ') : t('warnings.replaced')
}

/** "28 pages and 3 highlights" */
export function heldText({ pages, highlights }: Pick<HeldNotebook, 'pages' | 'highlights'>): string {
  const [ofPages, ofHighlights] = [
    t('warnings.pages', { count: pages.held }),
    t('warnings.highlights', { count: highlights.held }),
  ]
  if (pages.held > 0 && highlights.held > 0) return t('warnings.both', { pages: ofPages, highlights: ofHighlights })
  return pages.held > 0 ? ofPages : ofHighlights
}
