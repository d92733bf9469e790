// SPDX-License-Identifier: AGPL-3.0-or-later
// The text of a note that isn't on the server yet. The first save with a word in it creates the note; until then
// nothing is stored anywhere. The note's id is made here, so that the server creates it once, however often it's sent.
import { ApiProblem, type PageDetail } from '@rmirror/shared/api'
import type { DocumentConflict, PageDocument } from '../documents/document-calls.ts'
import { DraftLocks } from '../outbox/draft-locks.ts'
import type { OutboxFacts, OutboxItem } from '../outbox/outbox-item.ts'
import { unknownEtag } from '../outbox/send-item.ts'
import type { Remote } from '../server/remote.ts'
import { blankNoteDocument } from './blank-note.ts'
import { Conflicting, DocumentDraft, type UnsavedText } from './document-draft.ts'
import type { Documents } from './documents.ts'
import { draftFacts } from './draft-facts.ts'

interface Note {
  id: string
  /** The uuid of its folder; null: at the top. */
  folder: string | null
}

type Texts = Pick<Documents, 'workspace' | 'outbox' | 'sender' | 'blankNotes' | 'merge' | 'diff' | 'noteSaved'>

export class NewNote {
  readonly #note: Note
  readonly #remote: Remote
  readonly #texts: Texts
  readonly #locks: DraftLocks
  /** What was sent of it before the server answered: it may have any of these. */
  readonly #sent = new Set<string>()
  /** As it was created; null: the server doesn't have it. */
  #created: PageDocument | null = null
  /** It was created for a file that isn't attached yet: without one, and without words, it goes again. */
  #isForFile = false
  #draft = ''
  #release: () => void = () => {}

  constructor(note: Note, remote: Remote, texts: Texts, locks = globalThis.navigator?.locks) {
    this.#note = note
    this.#remote = remote
    this.#texts = texts
    this.#locks = new DraftLocks(locks)
  }

  /** Whether the server has it. */
  get isCreated(): boolean {
    return this.#created !== null
  }

  /** Whether the server has it only for a file, which isn't attached: it has no words. */
  get isBlank(): boolean {
    return this.#isForFile
  }

  /** Has the server create the note, be it blank, because something is to be attached to it. Queues nothing. */
  async create(draft: DocumentDraft): Promise<void> {
    if (!(await draft.save())) throw draft.problem ?? new Conflicting()
    if (this.#created) return
    const { id, folder } = this.#note
    await this.#texts.blankNotes.add({ id, draft: this.#draft })
    // The person may have typed meanwhile.
    if (this.#created) return
    this.#isForFile = true
    this.#noteCreated(await this.#texts.workspace.create({ id, content: '', folder_uuid: folder }))
  }

  /** A file was attached to it. */
  attached(): void {
    this.#isNoLongerBlank()
  }

  /** Opens its text: what an earlier visit left of it, or an empty one. */
  async edit(): Promise<DocumentDraft> {
    const kept = await this.#adopt()
    if (!kept) {
      this.#draft = crypto.randomUUID()
      this.#release = (await this.#locks.claim(this.#draft)) ?? (() => {})
    }
    const base = blankNoteDocument(this.#note.id, this.#remote.user.peek() ?? '')
    return new DocumentDraft(
      base,
      {
        fetch: async () => (this.#created ? this.#texts.workspace.read(base.id) : base),
        put: (...change) => this.#put(...change),
        merge: (...given) => this.#texts.merge(...given),
        diff: (older, newer) => this.#texts.diff(older, newer),
        onKnown: (document) => this.#texts.noteSaved(base, document),
        keep: (unsaved) => this.#keep(unsaved),
      },
      kept ? { content: kept, settled: [] } : undefined,
    )
  }

  /** The editor is gone. What isn't saved is sent from the outbox. */
  close(_: PageDetail, draft: DocumentDraft): void {
    draft.discard()
    this.#release()
    if (this.#isForFile && draft.text.peek().content.trim() === '') void this.#removeBlank()
    void this.#texts.sender.wake()
  }

  async #removeBlank(): Promise<void> {
    try {
      if (this.#created) await this.#texts.blankNotes.remove(this.#created)
    } catch {
      // It has been written elsewhere, or the server isn't reached: then the next visit removes it.
    }
  }

  #isNoLongerBlank(): void {
    if (this.#isForFile) void this.#texts.blankNotes.drop(this.#note.id)
    this.#isForFile = false
  }

  /** Of a note that was never sent. */
  #hasNoWords(content: string): boolean {
    return !this.#created && this.#sent.size === 0 && content.trim() === ''
  }

  async #adopt(): Promise<string | null> {
    const { outbox } = this.#texts
    // The items of earlier visits may just be read.
    await outbox.settled()
    const facts = outbox.itemsOf(this.#note.id).find(({ kind }) => kind === 'note')
    if (!facts) return null
    const release = await this.#locks.claim(facts.draft)
    const item = await outbox.read(facts)
    if (item?.text.kind !== 'note') {
      release?.()
      return null
    }
    // Where another tab has it open, both send their texts, and the server's answer merges them.
    this.#draft = release ? facts.draft : crypto.randomUUID()
    this.#release = release ?? (() => {})
    this.#note.folder = item.text.folder_uuid
    if (item.text.sentContent !== null) this.#sent.add(item.text.sentContent)
    return item.text.content
  }

  async #put(before: PageDocument, content: string, settled: readonly DocumentConflict[]): Promise<PageDocument> {
    const { workspace } = this.#texts
    // The draft doesn't know a note that was created blank.
    const known = before.content_etag === unknownEtag ? this.#created : before
    if (this.#created) {
      const saved = await workspace.save(known ?? before, content, settled)
      this.#isNoLongerBlank()
      return saved
    }
    if (this.#hasNoWords(content)) return { ...before, content }
    const document = await this.#create(content)
    if (document.content === content) return this.#noteCreated(document)
    // It was created with an earlier text, and the answer to that was lost.
    if (this.#sent.has(document.content)) return this.#noteCreated(await workspace.save(document, content))
    // Somebody has changed it since.
    this.#noteCreated(document)
    throw new ApiProblem(new Response(null, { status: 412 }), { document })
  }

  #create(content: string): Promise<PageDocument> {
    const { id, folder } = this.#note
    this.#sent.add(content)
    this.#keepNote(content, undefined)
    return this.#texts.workspace.create({ id, content, folder_uuid: folder })
  }

  #noteCreated(document: PageDocument): PageDocument {
    this.#created = document
    void this.#remote.invalidate('tree')
    void this.#remote.invalidate('page', document.id)
    return document
  }

  #keep(unsaved: UnsavedText | null): void {
    const { outbox } = this.#texts
    if (!unsaved || this.#hasNoWords(unsaved.content)) {
      outbox.remove(outbox.itemsOf(this.#note.id).filter(({ draft }) => draft === this.#draft))
      return
    }
    const { content, base, settled, why } = unsaved
    if (!this.#created) {
      this.#keepNote(content, why)
      return
    }
    const { notebook_uuid, page_uuid, page_number } = base
    const place = { notebook_uuid, page_uuid, page_number }
    outbox.put({ facts: this.#factsOf('edit', content, why, place), text: { kind: 'edit', content, base, settled } })
  }

  #keepNote(content: string, why: unknown): void {
    const [sentContent = null] = this.#sent
    const text: OutboxItem['text'] = { kind: 'note', content, folder_uuid: this.#note.folder, sentContent }
    this.#texts.outbox.put({ facts: this.#factsOf('note', content, why, null), text })
  }

  #factsOf(kind: OutboxFacts['kind'], content: string, why: unknown, place: OutboxFacts['place']): OutboxFacts {
    const known = { kind, user: this.#texts.outbox.user ?? '', id: this.#note.id, draft: this.#draft, place }
    return draftFacts(known, content, why)
  }
}
