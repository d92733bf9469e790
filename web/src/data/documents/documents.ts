// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts of pages that are being edited. A text that couldn't be saved outlives its editor: it is kept in this tab's
// memory and saved as soon as that succeeds, and closing the tab asks.
import { effect, signal } from '@preact/signals'
import type { PageDetail } from '@rmirror/shared/api'
import type { LineDiff, Orderable } from '@rmirror/shared/workshop'
import type { Remote } from '../server/remote.ts'
import type { PagedQuery, RemoteQuery } from '../server/remote-query.ts'
import { type Store, useStore } from '../store.ts'
import { AcceptedLines } from './accepted-lines.ts'
import {
  type DocumentVersion,
  fetchDocument,
  fetchVersion,
  fetchVersions,
  nameVersion,
  type PageDocument,
  putDocument,
  undoCorrection,
} from './document-calls.ts'
import { DocumentDraft } from './document-draft.ts'

type EditedPage = Pick<PageDetail, 'id' | 'notebook_uuid' | 'page_uuid'>

/** By the user's data. Made when a page is first shown, so it isn't part of what every visit loads. */
const made = new WeakMap<Remote, Documents>()

export function useDocuments(): Documents {
  return documentsOf(useStore())
}

export function documentsOf({ remote, library }: Pick<Store, 'remote' | 'library'>): Documents {
  const documents = made.get(remote) ?? new Documents(remote, library.pool)
  made.set(remote, documents)
  return documents
}

export class Documents {
  readonly #remote: Remote
  readonly #texts: Orderable
  /** By the server's id of the page. */
  readonly #drafts = signal<ReadonlyMap<string, DocumentDraft>>(new Map())
  readonly #accepted = new Map<string, AcceptedLines>()
  #owner: string | null = null

  /** `texts` merges and compares texts. */
  constructor(remote: Remote, texts: Orderable) {
    this.#remote = remote
    this.#texts = texts
    effect(() => this.#discardOfOthers())
    effect(() => {
      const isUnsaved = [...this.#drafts.value.values()].some((draft) => draft.isUnsaved.value)
      // Only while needed, because pages with this listener aren't kept for going back.
      if (isUnsaved) addEventListener('beforeunload', askBeforeClosing)
      else removeEventListener('beforeunload', askBeforeClosing)
    })
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.#saveAll())
    addEventListener('online', () => this.#saveAll())
  }

  /** The draft of a page that has one with unsaved changes. */
  unsavedOf(id: string): DocumentDraft | null {
    const draft = this.#drafts.value.get(id)
    return draft?.isUnsaved.peek() ? draft : null
  }

  /** Opens the page's text for editing. Rejects if the server doesn't have it or isn't reached. */
  async edit(page: EditedPage): Promise<DocumentDraft> {
    const unsaved = this.unsavedOf(page.id)
    if (unsaved) return unsaved
    const { account } = this.#remote
    const draft = new DocumentDraft(await fetchDocument(account, page.id), {
      fetch: () => fetchDocument(account, page.id),
      put: (...change) => putDocument(account, ...change),
      merge: (base, mine, theirs) => this.#texts.run('merge', { base, mine, theirs }),
      diff: (older, newer) => this.diff(older, newer),
      onKnown: (known) => this.noteSaved(page, known),
    })
    this.#drafts.value = new Map(this.#drafts.peek()).set(page.id, draft)
    return draft
  }

  /** Which uncertain lines of the page the person accepted. */
  acceptedLines({ id }: Pick<EditedPage, 'id'>): AcceptedLines {
    const { user, offlinePages } = this.#remote
    const about = ['accepted lines', id]
    const lines =
      this.#accepted.get(id) ??
      new AcceptedLines({
        read: async () => offlinePages?.kept(user.peek() ?? '', about),
        write: (texts) => offlinePages?.keep(user.peek() ?? '', about, texts),
      })
    this.#accepted.set(id, lines)
    return lines
  }

  diff(older: string, newer: string): Promise<LineDiff> {
    return this.#texts.run('diff', { older, newer })
  }

  /** Makes the text again what was transcribed. Returns the document before. */
  async undoCorrection(page: EditedPage): Promise<PageDocument> {
    const { account } = this.#remote
    const before = await fetchDocument(account, page.id)
    this.noteSaved(page, await undoCorrection(account, before))
    return before
  }

  /** Replaces the text with an earlier one; the present one stays as a version. */
  async restore(page: EditedPage, content: string): Promise<void> {
    const { account } = this.#remote
    this.noteSaved(page, await putDocument(account, await fetchDocument(account, page.id), content))
  }

  /** Earlier texts of the page, newest first. */
  versions({ id }: Pick<EditedPage, 'id'>): PagedQuery<DocumentVersion> {
    const ask = (cursor: string | null, signal: AbortSignal) => fetchVersions(this.#remote.account, id, cursor, signal)
    return this.#remote.pagedQuery(['versions', id], ask)
  }

  /** A version's text, and what became of its lines in the present text. */
  comparison(
    { id }: Pick<EditedPage, 'id'>,
    version: Pick<DocumentVersion, 'id'>,
    present: string,
  ): RemoteQuery<{ content: string; diff: LineDiff }> {
    return this.#remote.query(['version', id, version.id, present], async ({ signal }) => {
      const content = await fetchVersion(this.#remote.account, id, version.id, signal)
      return { content, diff: await this.diff(content, present) }
    })
  }

  async nameVersion({ id }: Pick<EditedPage, 'id'>, name: string): Promise<void> {
    await nameVersion(this.#remote.account, id, name)
    await this.#remote.invalidate('versions', id)
  }

  /** Shows the document before the change feed reports it. */
  noteSaved({ notebook_uuid, page_uuid }: EditedPage, { content, is_corrected, conflicts }: PageDocument): void {
    this.#remote.client.setQueryData<PageDetail | null>(
      this.#remote.keyOf('page', notebook_uuid, page_uuid),
      (page) => page && { ...page, document: is_corrected ? content : null, document_conflicts: conflicts },
    )
  }

  #saveAll(): void {
    for (const draft of this.#drafts.peek().values()) if (draft.isUnsaved.peek()) void draft.save()
  }

  /** A person whose session ended goes on after signing in again; nobody else gets their text. */
  #discardOfOthers(): void {
    const { account } = this.#remote
    const user = account.userId.value
    const hasLeft = account.state.value.kind === 'guest' && !account.ended.value
    if (hasLeft || (user !== null && user !== this.#owner)) {
      for (const draft of this.#drafts.peek().values()) draft.discard()
      this.#drafts.value = new Map()
      this.#accepted.clear()
    }
    if (user !== null) this.#owner = user
  }
}

function askBeforeClosing(event: Event): void {
  event.preventDefault()
}
