// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcription with the user's own AI key, in this browser only: stores the key and its transcriptions. Neither is
// sent to the server.
import { computed, signal } from '@preact/signals'
import { hostOf } from '../../ai/presets.ts'
import type { Measured } from '../../ai/prices.ts'
import type { AiSettings } from '../../ai/types.ts'
import { forgetAll, type KeptSettings, type OwnDatabase, type OwnText, openOwnDatabase } from './own-database.ts'
import type { TranscribeRun, WantedPages } from './transcribing.ts'

/** The settings without the key, to be shown. */
export interface ShownSettings extends Omit<KeptSettings, 'key'> {
  host: string
  /** The last characters of the key; empty if there is none. */
  keyEnd: string
}

const noMeasure: Measured = { pages: 0, input: 0, output: 0 }

export class OwnKeyTranscription {
  /** null: no key was entered. */
  readonly chosen = signal<ShownSettings | null>(null)
  /** By `ink_hash`. */
  readonly texts = signal<ReadonlyMap<string, OwnText>>(new Map())
  /** What the user tells the model, by the notebook's UUID; "" and no row: nothing. */
  readonly words = signal<ReadonlyMap<string, string>>(new Map())
  /** For the chosen address and model. */
  readonly measured = signal<Measured>(noMeasure)
  readonly opened = signal(false)
  readonly isUsed = computed(() => this.chosen.value !== null || this.texts.value.size > 0)
  readonly wanted = signal<WantedPages | null>(null)
  readonly run = signal<TranscribeRun | null>(null)
  readonly startWorker: () => Worker
  readonly #byNotebook = computed(() => {
    const found = new Map<string, OwnText[]>()
    for (const text of this.texts.value.values())
      for (const uuid of text.notebooks) {
        const others = found.get(uuid)
        if (others) others.push(text)
        else found.set(uuid, [text])
      }
    return found
  })
  readonly #database: Promise<OwnDatabase | null>
  /** Used if the browser stores nothing; lasts as long as the tab. */
  #settings: KeptSettings | null = null
  /** Notifies other tabs of changes. */
  readonly #others: BroadcastChannel | null

  constructor(startWorker: () => Worker, openDatabase = openOwnDatabase) {
    this.startWorker = startWorker
    this.#database = openDatabase().catch(() => null)
    this.#others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('rmirror-ai')
    this.#others?.addEventListener('message', () => void this.#read())
  }

  /** Restores settings, texts and words, and deletes those whose notebooks are all gone. */
  async open(notebooks: () => ReadonlySet<string>): Promise<void> {
    await this.#read()
    this.opened.value = true
    const here = notebooks()
    for (const uuid of this.words.value.keys()) if (!here.has(uuid)) await this.keepWords(uuid, '')
    const gone = [...this.texts.value.values()].filter((text) => !text.notebooks.some((uuid) => here.has(uuid)))
    if (gone.length === 0) return
    this.texts.value = new Map([...this.texts.value].filter(([, text]) => !gone.includes(text)))
    const kept = await this.#database
    for (const { inkHash } of gone) await kept?.delete('texts', inkHash)
  }

  /** Includes the key, for making a call. null: no key, because another tab removed it. */
  async settings(): Promise<KeptSettings | null> {
    const kept = await this.#database
    return kept ? ((await kept.get('settings', 'chosen')) ?? null) : this.#settings
  }

  /** Rejects if storage is full. */
  async choose(settings: KeptSettings): Promise<void> {
    const kept = await this.#database
    await kept?.put('settings', settings, 'chosen')
    await this.#show(settings)
    this.#others?.postMessage('changed')
  }

  /** Transcriptions made with the key stay. */
  async removeKey(): Promise<void> {
    this.run.peek()?.cancel()
    const kept = await this.#database
    await kept?.delete('settings', 'chosen')
    await this.#show(null)
    this.#others?.postMessage('changed')
  }

  textOf(inkHash: string | undefined): OwnText | null {
    return inkHash === undefined ? null : (this.texts.value.get(inkHash) ?? null)
  }

  /** The PNG of a drawing that a text shows. */
  drawing(id: string): Blob | null {
    for (const { drawings = [] } of this.texts.peek().values()) {
      const found = drawings.find((drawing) => drawing.id === id)
      if (found) return new Blob([found.png], { type: 'image/png' })
    }
    return null
  }

  hasTextsOf(notebook: string): boolean {
    return this.#byNotebook.value.has(notebook)
  }

  textsOf(notebook: string): readonly OwnText[] {
    return this.#byNotebook.value.get(notebook) ?? []
  }

  /** Shows and stores the text. Rejects if storage is full, but shows it nevertheless. */
  async keepText(text: OwnText): Promise<void> {
    this.texts.value = new Map([...this.texts.value, [text.inkHash, text]])
    const kept = await this.#database
    await kept?.put('texts', text)
    this.#others?.postMessage('changed')
  }

  wordsOf(notebook: string): string {
    return this.words.value.get(notebook) ?? ''
  }

  /** They are used from now on, for pages that are transcribed. Rejects if storage is full. */
  async keepWords(notebook: string, words: string): Promise<void> {
    if (words === this.wordsOf(notebook)) return
    const others = [...this.words.value].filter(([uuid]) => uuid !== notebook)
    this.words.value = new Map(words === '' ? others : [...others, [notebook, words]])
    const kept = await this.#database
    await (words === '' ? kept?.delete('words', notebook) : kept?.put('words', words, notebook))
    this.#others?.postMessage('changed')
  }

  /** Adds the tokens of one or more pages to the totals of the model. */
  async measure(settings: AiSettings, used: Measured): Promise<void> {
    const kept = await this.#database
    // In one transaction, because other pages and tabs add to the same row.
    const writing = kept?.transaction('measured', 'readwrite')
    const before = writing ? ((await writing.store.get(nameOf(settings))) ?? noMeasure) : this.measured.peek()
    const sum = (name: keyof Measured) => before[name] + used[name]
    const all = { pages: sum('pages'), input: sum('input'), output: sum('output') }
    this.measured.value = all
    await Promise.all([writing?.store.put(all, nameOf(settings)), writing?.done])
  }

  /** Deletes the key, all transcriptions, words and totals. */
  async clear(): Promise<void> {
    this.run.peek()?.cancel()
    this.run.value = null
    this.texts.value = new Map()
    this.words.value = new Map()
    const kept = await this.#database
    if (kept) await forgetAll(kept)
    await this.#show(null)
    this.#others?.postMessage('changed')
  }

  async #read(): Promise<void> {
    const kept = await this.#database
    if (!kept) return
    const texts = await kept.getAll('texts')
    this.texts.value = new Map(texts.map((text) => [text.inkHash, text]))
    const reading = kept.transaction('words')
    const [notebooks, words] = await Promise.all([reading.store.getAllKeys(), reading.store.getAll()])
    this.words.value = new Map(notebooks.map((uuid, at) => [uuid, words[at] ?? '']))
    await this.#show((await kept.get('settings', 'chosen')) ?? null)
  }

  async #show(settings: KeptSettings | null): Promise<void> {
    this.#settings = settings
    const kept = await this.#database
    this.measured.value = (settings && (await kept?.get('measured', nameOf(settings)))) ?? noMeasure
    this.chosen.value = settings && shown(settings)
  }
}

const shownLetters = 4

function shown({ key, ...settings }: KeptSettings): ShownSettings {
  // Four characters of a short key would reveal too much.
  const keyEnd = key.length > shownLetters * 4 ? key.slice(-shownLetters) : key && '…'
  return { ...settings, host: hostOf(settings), keyEnd }
}

const nameOf = ({ address, model }: Pick<AiSettings, 'address' | 'model'>) => `${address} ${model}`
