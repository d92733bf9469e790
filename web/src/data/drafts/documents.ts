// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts of pages that are being edited. A text that isn't saved is in the outbox, which outlives the tab, and is
// sent as soon as that succeeds.
import { signal } from '@preact/signals'
import { documentOf, type PageDetail } from '@rmirror/shared/api'
import type { LineDiff, MergedText, Orderable } from '@rmirror/shared/workshop'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { DocumentVersion, PageDocument } from '../documents/document-calls.ts'
import { DraftLocks } from '../outbox/draft-locks.ts'
import { Outbox } from '../outbox/outbox.ts'
import type { OutboxFacts, OutboxItem } from '../outbox/outbox-item.ts'
import { sendItem, unknownEtag } from '../outbox/send-item.ts'
import { Sender } from '../outbox/sender.ts'
import { isServerUnreachable } from '../server/offline-pages.ts'
import type { Remote } from '../server/remote.ts'
import type { PagedQuery, RemoteQuery } from '../server/remote-query.ts'
import { type Store, useStore } from '../store.ts'
import { serverWorkspace } from '../workspace/server-workspace.ts'
import type { WorkspaceService } from '../workspace/workspace-service.ts'
import { AcceptedLines } from './accepted-lines.ts'
import { BlankNotes } from './blank-notes.ts'
import { DocumentDraft, type UnsavedText } from './document-draft.ts'
import { draftFacts } from './draft-facts.ts'
import { followNotes } from './follow-notes.ts'
import { askWhileUnstored, followUser } from './outbox-of-user.ts'

type EditedPage = Pick<PageDetail, 'id' | 'notebook_uuid' | 'page_uuid'>

/** Milliseconds that an editor waits for an item that is just being sent. */
const patienceMs = 3000

/** By the user's data. Made when a page is first shown, so it isn't part of what every visit loads. */
const made = new WeakMap<Remote, Documents>()

/** The documents of a part of the screen, if they aren't the server's. */
export const DocumentsContext = createContext<Documents | null>(null)

export function useDocuments(): Documents {
  const store = useStore()
  return useContext(DocumentsContext) ?? documentsOf(store)
}

export function documentsOf({ remote, library }: Pick<Store, 'remote' | 'library'>): Documents {
  const documents = made.get(remote) ?? new Documents(remote, library.pool)
  made.set(remote, documents)
  return documents
}

export class Documents {
  readonly outbox: Outbox
  readonly sender: Sender
  readonly workspace: WorkspaceService
  readonly blankNotes: BlankNotes
  readonly #remote: Remote
  /** The documents of this browser, for which the server isn't asked. */
  readonly #isLocal: boolean
  readonly #texts: Orderable
  readonly #locks: DraftLocks
  /** By the server's id of the page. */
  readonly #drafts = signal<ReadonlyMap<string, OpenDraft>>(new Map())
  readonly #accepted = new Map<string, AcceptedLines>()

  /** `texts` merges and compares texts. `local`: the documents of a guest, in place of the server's. */
  constructor(remote: Remote, texts: Orderable, local: WorkspaceService | null = null) {
    const locks = globalThis.navigator?.locks
    // A guest's texts are saved where an outbox would keep them: it has those of this tab that couldn't be saved.
    const outbox = new Outbox(local ? () => Promise.reject(new Error('Kept in memory')) : undefined)
    this.workspace = local ?? serverWorkspace(remote.account, () => outbox.user ?? '')
    this.#isLocal = local !== null
    this.#remote = remote
    this.#texts = texts
    this.#locks = new DraftLocks(locks)
    this.outbox = outbox
    this.blankNotes = new BlankNotes(remote, this.workspace, locks)
    const { account } = remote
    const merge = (...given: Parameters<typeof this.merge>) => this.merge(...given)
    this.sender = new Sender(outbox, {
      send: (item) => sendItem({ account, merge }, item),
      onSent: ({ place }, sent) => this.noteSaved(place ?? sent, sent),
      isSignedIn: () => account.userId.peek() !== null && account.userId.peek() === outbox.user,
      drafts: this.#locks,
      locks,
      after: (ms, act) => {
        const timer = setTimeout(act, ms)
        return () => clearTimeout(timer)
      },
    })
    if (local) {
      void outbox.begin('guest')
      askWhileUnstored(outbox)
      return
    }
    followNotes(this.outbox)
    this.blankNotes.follow()
    followUser(remote, this.outbox, this.sender, {
      onWake: () => this.#retryAll(),
      onLeave: () => this.#discardAll(),
    })
  }

  /** The draft of a page that has one with unsaved changes in this tab. */
  unsavedOf(id: string): DocumentDraft | null {
    const open = this.#drafts.value.get(id)
    return open?.draft.isUnsaved.peek() ? open.draft : null
  }

  /**
   * Opens the page's text for editing: what is unsaved of it, or else the server's. Without the server it is what is
   * known of the page. Call `close` when the editor is gone.
   */
  async edit(page: PageDetail): Promise<DocumentDraft> {
    const open = this.#drafts.peek().get(page.id)
    if (open?.draft.isUnsaved.peek()) {
      open.isShown = true
      return open.draft
    }
    open?.release()
    const start = (await this.#adopt(page)) ?? (await this.#begin(page))
    const draft = this.#draftOf(page, start)
    this.#drafts.value = new Map(this.#drafts.peek()).set(page.id, { draft, release: start.release, isShown: true })
    return draft
  }

  /** The editor is gone. An unsaved draft goes on trying. */
  close(page: EditedPage, draft: DocumentDraft): void {
    const open = this.#drafts.peek().get(page.id)
    if (open?.draft !== draft) return
    open.isShown = false
    this.#releaseSaved(page.id, open)
  }

  #releaseSaved(id: string, open: OpenDraft): void {
    if (open.isShown || open.draft.isUnsaved.peek()) return
    open.release()
    const rest = new Map(this.#drafts.peek())
    if (rest.get(id) === open) rest.delete(id)
    this.#drafts.value = rest
  }

  #draftOf(page: PageDetail, { id, base, unsaved }: DraftStart): DocumentDraft {
    const draft = new DocumentDraft(
      base,
      {
        fetch: () => this.workspace.read(page.id),
        put: (...change) => this.workspace.save(...change),
        merge: (...given) => this.merge(...given),
        diff: (older, newer) => this.diff(older, newer),
        onKnown: (known) => this.noteSaved(page, known),
        keep: (text) => {
          this.#keep(page, id, text)
          const open = this.#drafts.peek().get(page.id)
          if (!text && open?.draft === draft) this.#releaseSaved(page.id, open)
        },
      },
      unsaved,
    )
    return draft
  }

  /** What an earlier visit left, or what another tab is editing. */
  async #adopt(page: PageDetail): Promise<DraftStart | null> {
    // The items of earlier visits may just be read.
    await this.outbox.settled()
    for (const facts of this.outbox.itemsOf(page.id)) {
      const release = await this.#locks.claim(facts.draft, patienceMs)
      const item = await this.outbox.read(facts)
      if (item?.text.kind !== 'edit') {
        release?.()
        continue
      }
      const { base, content } = item.text
      if (release) return { id: facts.draft, base, unsaved: item.text, release }
      // The other tab saves its text, and this one what is changed in it from now on.
      return this.#startOf({ ...base, content, content_etag: unknownEtag })
    }
    return null
  }

  async #begin(page: PageDetail): Promise<DraftStart> {
    try {
      return await this.#startOf(await this.workspace.read(page.id))
    } catch (error) {
      if (!isServerUnreachable(error)) throw error
      return this.#startOf(this.#documentFrom(page))
    }
  }

  async #startOf(base: PageDocument): Promise<DraftStart> {
    const id = crypto.randomUUID()
    const release = (await this.#locks.claim(id)) ?? (() => {})
    return { id, base, release }
  }

  /** The document as far as the page tells it. Saving merges it with the server's. */
  #documentFrom(page: PageDetail): PageDocument {
    const { id, notebook_uuid, page_uuid, page_number, document, document_conflicts, created_at, updated_at } = page
    return {
      ...{ id, notebook_uuid, page_uuid, page_number, created_at, saved_at: updated_at },
      ...{ workspace_id: this.#remote.user.peek() ?? '', visible_name: '', content: documentOf(page) },
      ...{ content_etag: unknownEtag, is_corrected: document !== null, is_note: false },
      conflicts: document_conflicts ?? [],
    }
  }

  #keep(page: PageDetail, draft: string, unsaved: UnsavedText | null): void {
    const { id, notebook_uuid, page_uuid, page_number } = page
    if (!unsaved) {
      const kept = this.outbox.itemsOf(id).filter((each) => each.draft === draft)
      if (kept.length > 0) this.outbox.remove(kept)
      return
    }
    const { content, base, settled, why } = unsaved
    const place = { notebook_uuid, page_uuid, page_number }
    const facts = draftFacts({ kind: 'edit', user: this.outbox.user ?? '', id, draft, place }, content, why)
    this.outbox.put({ facts, text: { kind: 'edit', content, base, settled } })
  }

  /** Throws items away: their texts are never sent. */
  async throwAway(some: readonly OutboxFacts[]): Promise<void> {
    for (const { id, draft } of some) {
      const open = this.#drafts.peek().get(id)
      if (open?.draft.isUnsaved.peek()) open.draft.discard()
      if (open) this.#releaseSaved(id, open)
      this.outbox.remove(this.outbox.itemsOf(id).filter((each) => each.draft === draft))
    }
    await this.outbox.settled()
  }

  /** Tries to send everything now, also what waits for a person. Resolves when each item was tried. */
  async sendAll(some: readonly OutboxFacts[] = [...this.outbox.items.values()]): Promise<void> {
    await Promise.all(
      some.map(({ id }) => {
        const open = this.#drafts.peek().get(id)
        return open?.draft.isUnsaved.peek() ? open.draft.retry() : undefined
      }),
    )
    await this.sender.retry(some.filter(({ id }) => !this.#drafts.peek().get(id)?.draft.isUnsaved.peek()))
  }

  itemText(facts: OutboxFacts): Promise<OutboxItem | undefined> {
    return this.outbox.read(facts)
  }

  /** Which uncertain lines of the page the person accepted. */
  acceptedLines({ id }: Pick<EditedPage, 'id'>): AcceptedLines {
    const { user, offlinePages } = this.#remote
    const about = ['accepted lines', id]
    const lines =
      this.#accepted.get(id) ??
      new AcceptedLines({
        read: async () => offlinePages?.kept(user.peek() ?? '', about),
        write: (texts) => void offlinePages?.keep(user.peek() ?? '', about, texts),
      })
    this.#accepted.set(id, lines)
    return lines
  }

  merge(base: string, mine: string, theirs: string): Promise<MergedText> {
    return this.#texts.run('merge', { base, mine, theirs })
  }

  diff(older: string, newer: string): Promise<LineDiff> {
    return this.#texts.run('diff', { older, newer })
  }

  /** Makes the text again what was transcribed. Returns the document before. */
  async undoCorrection(page: EditedPage): Promise<PageDocument> {
    const before = await this.workspace.read(page.id)
    const undone = await this.workspace.remove(before)
    if (undone) this.noteSaved(page, undone)
    return before
  }

  /** Replaces the text with an earlier one; the present one stays as a version. */
  async restore(page: EditedPage, content: string): Promise<void> {
    this.noteSaved(page, await this.workspace.save(await this.workspace.read(page.id), content))
  }

  /** Earlier texts of the page, newest first. */
  versions({ id }: Pick<EditedPage, 'id'>): PagedQuery<DocumentVersion> {
    const ask = (cursor: string | null, signal: AbortSignal) => this.workspace.versions(id, cursor, signal)
    const query = this.#remote.pagedQuery(['versions', id], ask)
    return this.#isLocal ? { ...query, queryKey: ['local', 'versions', id], enabled: true } : query
  }

  /** A version's text, and what became of its lines in the present text. */
  comparison(
    { id }: Pick<EditedPage, 'id'>,
    version: Pick<DocumentVersion, 'id'>,
    present: string,
  ): RemoteQuery<{ content: string; diff: LineDiff }> {
    const query = this.#remote.query(['version', id, version.id, present], async ({ signal }) => {
      const content = await this.workspace.version(id, version.id, signal)
      return { content, diff: await this.diff(content, present) }
    })
    return this.#isLocal ? { ...query, queryKey: ['local', 'version', id, version.id, present], enabled: true } : query
  }

  async nameVersion({ id }: Pick<EditedPage, 'id'>, name: string): Promise<void> {
    await this.workspace.snapshot(id, name)
    const queryKey = this.#isLocal ? ['local', 'versions', id] : this.#remote.keyOf('versions', id)
    // A list that was asked for before lacks it.
    await this.#remote.client.cancelQueries({ queryKey })
    await this.#remote.client.invalidateQueries({ queryKey })
  }

  /** Shows the document before the change feed reports it. */
  noteSaved(
    { notebook_uuid, page_uuid }: Omit<EditedPage, 'id'>,
    { content, is_corrected, conflicts }: PageDocument,
  ): void {
    // A guest's pages follow the workspace itself.
    if (this.#isLocal) return
    this.#remote.client.setQueryData<PageDetail | null>(
      this.#remote.keyOf('page', notebook_uuid, page_uuid),
      (page) => page && { ...page, document: is_corrected ? content : null, document_conflicts: conflicts },
    )
  }

  #retryAll(): void {
    for (const { draft } of this.#drafts.peek().values()) if (draft.isUnsaved.peek()) void draft.retry()
  }

  #discardAll(): void {
    for (const { draft, release } of this.#drafts.peek().values()) {
      draft.discard()
      release()
    }
    this.#drafts.value = new Map()
    this.#accepted.clear()
  }
}

interface OpenDraft {
  draft: DocumentDraft
  /** Lets the sender have its item. */
  release: () => void
  /** Its editor is open. */
  isShown: boolean
}

interface DraftStart {
  /** The draft's own, see `OutboxFacts`. */
  id: string
  base: PageDocument
  unsaved?: Pick<UnsavedText, 'content' | 'settled'>
  release: () => void
}
