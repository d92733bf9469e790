// SPDX-License-Identifier: AGPL-3.0-or-later
// Search by meaning for guests: their own key has passages embedded, whose vectors stay in this browser.
import { computed, type ReadonlySignal } from '@preact/signals'
import { hostOf } from '../../ai/presets.ts'
import type { AiSettings } from '../../ai/types.ts'
import { AiClient } from '../own-key/ai-client.ts'
import type { OwnKeyTranscription } from '../own-key/own-key-transcription.ts'
import type { FoundNotebook } from '../search/findings.ts'
import type { LocalSearch, WrittenPage } from '../search/local-search.ts'
import type { Nearby, NearPages } from '../search/search.ts'
import type { SearchScope } from '../search/search-scope.ts'
import { dropVectors, keepVectors, type NearDatabase, openNearDatabase, readVectors } from './near-database.ts'
import { passagesOf } from './passages.ts'
import { similarityOf, vector8Of } from './vector8.ts'

/** Texts of one call. */
const maxTexts = 64
const maxPages = 20
const maxPagesOfNotebook = 5
/** Letters of a passage that a result shows. */
const maxShown = 300
const maxQuestions = 100

/** The service refused, or there is none any more. */
class NoVectors extends Error {
  override name = 'NoVectors'
}

interface NearPassage {
  page: WrittenPage
  passage: string
  similarity: number
}

type OwnKey = Pick<OwnKeyTranscription, 'chosen' | 'settings' | 'startWorker'>

export class LocalMeaning implements NearPages {
  readonly isOffered: ReadonlySignal<boolean>
  readonly host: ReadonlySignal<string>
  readonly #own: OwnKey
  readonly #local: Pick<LocalSearch, 'everyText'>
  readonly #database: () => Promise<NearDatabase | null>
  /** Of passages, by what made them. Read once. */
  #vectors: { space: string; byPassage: Map<string, Uint8Array> } | null = null
  /** The vectors of the last `maxQuestions` questions, oldest first. */
  readonly #asked = new Map<string, Uint8Array>()

  constructor(own: OwnKey, local: Pick<LocalSearch, 'everyText'>, openDatabase = openNearDatabase) {
    this.#own = own
    this.#local = local
    this.isOffered = computed(() => Boolean(own.chosen.value?.embeddingModel))
    this.host = computed(() => own.chosen.value?.host ?? '')
    let opened: Promise<NearDatabase | null> | undefined
    this.#database = () => {
      opened ??= openDatabase().catch(() => null)
      return opened
    }
  }

  async find(words: string, signal: AbortSignal, scope: SearchScope | null): Promise<Nearby> {
    const settings = await this.#settings()
    if (!settings) return { found: [], problem: null }
    using client = new AiClient(this.#own.startWorker)
    const ask = (texts: string[]) => vectorsFrom(client, settings, texts, signal)
    try {
      const question = await this.#vectorOf(words, settings, ask)
      const pages = await this.#pages(signal, scope)
      await this.#embed(
        pages.flatMap(({ passages }) => passages),
        settings,
        question.length,
        ask,
      )
      if (scope === null) await this.#forgetOthers(settings, pages)
      return { found: this.#nearest(question, pages), problem: null }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof NoVectors) return { found: [], problem: { host: hostOf(settings) } }
      throw error
    }
  }

  /** For the model of embeddings. */
  async #settings(): Promise<AiSettings | null> {
    const kept = await this.#own.settings()
    if (!kept?.embeddingModel) return null
    const { kind, address, key, embeddingModel: model } = kept
    return { kind, address, key, model }
  }

  async #vectorOf(words: string, settings: AiSettings, ask: AskForVectors): Promise<Uint8Array> {
    const name = `${spaceOf(settings)} ${words}`
    const known = this.#asked.get(name)
    if (known) return known
    const [vector] = await ask([words])
    if (!vector) throw new NoVectors()
    this.#asked.set(name, vector)
    const [oldest] = this.#asked.keys()
    if (oldest !== undefined && this.#asked.size > maxQuestions) this.#asked.delete(oldest)
    return vector
  }

  async #pages(signal: AbortSignal, scope: SearchScope | null): Promise<{ page: WrittenPage; passages: string[] }[]> {
    const pages = []
    for await (const page of this.#local.everyText(signal, scope)) pages.push({ page, passages: passagesOf(page.text) })
    return pages
  }

  /** Has those embedded that have no vector of this length yet. */
  async #embed(passages: string[], settings: AiSettings, length: number, ask: AskForVectors): Promise<void> {
    const known = await this.#known(settings)
    const wanted = [...new Set(passages)].filter((passage) => known.get(passage)?.length !== length)
    for (let at = 0; at < wanted.length; at += maxTexts) {
      const texts = wanted.slice(at, at + maxTexts)
      const vectors = await ask(texts)
      const made = texts.flatMap((passage, nth): [string, Uint8Array][] => {
        const vector = vectors[nth]
        return vector ? [[passage, vector]] : []
      })
      for (const [passage, vector] of made) known.set(passage, vector)
      const database = await this.#database()
      // A full disk keeps them no longer than the tab.
      if (database) await keepVectors(database, spaceOf(settings), made).catch(() => {})
    }
  }

  async #known(settings: AiSettings): Promise<Map<string, Uint8Array>> {
    const space = spaceOf(settings)
    if (this.#vectors?.space === space) return this.#vectors.byPassage
    const database = await this.#database()
    const byPassage = database ? await readVectors(database, space) : new Map<string, Uint8Array>()
    this.#vectors = { space, byPassage }
    return byPassage
  }

  async #forgetOthers(settings: AiSettings, pages: readonly { passages: string[] }[]): Promise<void> {
    const kept = new Set(pages.flatMap(({ passages }) => passages))
    const known = await this.#known(settings)
    const gone = [...known.keys()].filter((passage) => !kept.has(passage))
    if (gone.length === 0) return
    for (const passage of gone) known.delete(passage)
    const database = await this.#database()
    if (database) await dropVectors(database, spaceOf(settings), (passage) => kept.has(passage))
  }

  #nearest(question: Uint8Array, pages: readonly { page: WrittenPage; passages: string[] }[]): FoundNotebook[] {
    const known = this.#vectors?.byPassage
    const nearest = pages.flatMap(({ page, passages }): NearPassage[] => {
      const near = passages.flatMap((passage): NearPassage[] => {
        const vector = known?.get(passage)
        return vector?.length === question.length ? [{ page, passage, similarity: similarityOf(question, vector) }] : []
      })
      return near.toSorted((a, b) => b.similarity - a.similarity).slice(0, 1)
    })
    const best = nearest.filter(({ similarity }) => similarity > 0).toSorted((a, b) => b.similarity - a.similarity)
    return notebooksOf(best.slice(0, maxPages))
  }
}

type AskForVectors = (texts: string[]) => Promise<(Uint8Array | null)[]>

const spaceOf = ({ address, model }: AiSettings) => `${address} ${model}`

async function vectorsFrom(
  client: AiClient,
  settings: AiSettings,
  texts: string[],
  signal: AbortSignal,
): Promise<(Uint8Array | null)[]> {
  const answer = await client.ask({ kind: 'embed', settings, texts }, { signal })
  if ('failure' in answer) throw new NoVectors(answer.failure.code)
  return answer.vectors.map(vector8Of)
}

/** In the order of their nearest page. */
function notebooksOf(near: readonly NearPassage[]): FoundNotebook[] {
  const found = new Map<string, FoundNotebook>()
  for (const { page, passage } of near) {
    const { notebook, name, uuid, number } = page
    const item = found.get(notebook.notebook_uuid) ?? { notebook, name: { text: name, ranges: [] }, pages: [] }
    found.set(notebook.notebook_uuid, item)
    const letters = [...passage]
    const text = letters.length > maxShown ? `${letters.slice(0, maxShown).join('')}…` : passage
    const snippets = [{ source: 'passage' as const, text, ranges: [] }]
    if (item.pages.length < maxPagesOfNotebook) item.pages.push({ page_uuid: uuid, page_number: number, snippets })
  }
  return [...found.values()]
}
