// SPDX-License-Identifier: AGPL-3.0-or-later

import { type AskSubject, noteFolderOf, textsOfPages } from '../../data/ask/asked-texts.ts'
import { addToPage } from '../../data/ask/save-answer.ts'
import { documentsOf } from '../../data/drafts/documents.ts'
import { localDocumentsOf } from '../../data/drafts/local-documents.ts'
import type { Page } from '../../data/library/page.ts'
import { type Store, useStore } from '../../data/store.ts'
import { AskButton } from '../ask/AskButton.tsx'
import { reasonText } from '../document/SaveStatus.tsx'
import { asPageDetail } from './OwnHandwriting.tsx'

/** Asks an AI about the page that is shown. `title`: of the page, with its notebook. */
export function AskAboutPage({ page, title }: { page: Page; title: string }) {
  const store = useStore()
  const subjectOf = (): AskSubject => ({
    kind: 'page',
    name: title,
    pages: null,
    read: (_, signal) => textsOfPages(store, [page], signal),
    folder: noteFolderOf(page.notebook),
    onAdd: (answer) => add(store, page, answer),
  })
  return <AskButton subjectOf={subjectOf} as="icon" />
}

async function add(store: Store, page: Page, answer: string): Promise<string | null> {
  const { here, there, notebook } = page
  try {
    if (there) {
      const detail = await store.remote.page(page.place)
      if (detail) await addToPage(documentsOf(store), detail, answer)
    } else if (here && notebook.here) {
      const text = store.pageTexts.textOf(page.inkHash, page.place)
      await addToPage(localDocumentsOf(store).documents, asPageDetail(notebook.here, here, text), answer)
    }
    return null
  } catch (error) {
    return reasonText(error)
  }
}
