// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts for what a rendered picture or an exported file lacks, by code.
import type { TextKey } from '../../i18n/index.ts'

export const noteTexts = {
  failed: 'note.failed',
  'handwriting-missing': 'note.handwriting-missing',
  'source-encrypted': 'note.source-encrypted',
  'source-not-a-pdf': 'note.source-not-a-pdf',
  'source-broken': 'note.source-broken',
  'source-too-long': 'note.source-too-long',
  'source-repaired': 'note.source-repaired',
  'source-page-missing': 'note.source-page-missing',
  'source-laid-out': 'note.source-laid-out',
  'source-rewritten': 'note.source-rewritten',
  'page-unreadable': 'note.page-unreadable',
  'parts-unreadable': 'note.parts-unreadable',
  'page-scaled-down': 'note.page-scaled-down',
  'ink-beyond-page': 'note.ink-beyond-page',
  'ink-without-place': 'note.ink-without-place',
  'picture-scaled-down': 'note.picture-scaled-down',
  'letters-without-shape': 'note.letters-without-shape',
  'missing-glyphs': 'note.missing-glyphs',
  'fonts-missing': 'note.fonts-missing',
  'image-missing': 'note.image-missing',
  'image-broken': 'note.image-broken',
  'image-too-large': 'note.image-too-large',
  'ink-alone': 'note.ink-alone',
  'template-missing': 'note.template-missing',
  'template-unreadable': 'note.template-unreadable',
} as const satisfies Record<string, TextKey>
