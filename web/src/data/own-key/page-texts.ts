// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts of pages in this browser. Search, exports, to-dos and the page itself read them here.
import { computed, signal } from '@preact/signals'
import type { PagePlace } from '@rmirror/shared/api'
import type { OwnText } from './own-database.ts'
import type { OwnKeyTranscription } from './own-key-transcription.ts'

/** `markdown` is what a person made of the transcription, if anything. */
export interface PageText extends OwnText {
  /** The transcription, if a person changed it. */
  transcribed?: string
}

/** A text that nobody transcribed: a person typed it. */
const untranscribed = { language: '', lines: [], pictures: [], notebooks: [] }

export class PageTexts {
  /**
   * By the uuids of notebook and page: the corrected texts of this browser's documents. Filled by
   * data/drafts/local-documents.ts, which is loaded when the browser is idle.
   */
  readonly corrected = signal<ReadonlyMap<string, ReadonlyMap<string, string>>>(new Map())
  readonly isUsed = computed(() => this.corrected.value.size > 0 || this.#own.texts.value.size > 0)
  readonly #own: Pick<OwnKeyTranscription, 'texts' | 'textOf' | 'hasTextsOf'>

  constructor(own: Pick<OwnKeyTranscription, 'texts' | 'textOf' | 'hasTextsOf'>) {
    this.#own = own
  }

  /** null: neither transcribed nor written. `inkHash`: of the page's ink, as far as it is known. */
  textOf(inkHash: string | null | undefined, { notebook_uuid, page_uuid }: PagePlace): PageText | null {
    const read = this.#own.textOf(inkHash ?? undefined)
    const content = this.corrected.value.get(notebook_uuid)?.get(page_uuid)
    if (content === undefined) return read
    const text = read ?? { ...untranscribed, markdown: '', inkHash: inkHash ?? '' }
    return { ...text, markdown: content, transcribed: text.markdown }
  }

  hasTextsOf(notebook: string): boolean {
    return this.corrected.value.has(notebook) || this.#own.hasTextsOf(notebook)
  }
}
