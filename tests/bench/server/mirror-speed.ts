// SPDX-License-Identifier: AGPL-3.0-or-later
// How many calls a mirror in Notion takes: they are what is scarce. Notion's window and our setting are as they usually
// are but ten times as fast.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { startNotion } from '../../../e2e/emulators/notion/notion.mjs'
import { notebookProperties } from '../../world/notion-schema.ts'
import { ask, send, signUp } from './device.ts'
import { type Bench, startBench } from './processes.ts'

export const firstPages = 200
export const linesEach = 30
const largePages = 300
const callsAMinute = 1800
const windowMs = 6000
const callsAWindow = 180

export interface MirrorSpeed {
  first: { calls: number; seconds: number }
  /** Calls, by what was done. */
  changes: [what: string, calls: number, most: number][]
}

type Notion = Awaited<ReturnType<typeof startNotion>>

interface Page {
  page_uuid: string
  has_ink: false
  typed_text: string
  typed_markdown: string
}

interface Notebook {
  notebook_uuid: string
  document_type: 'notebook'
  visible_name: string
  pages: Page[]
}

const textOf = (word: string) => Array.from({ length: linesEach }, (_, nth) => `- ${word}, line ${nth}`).join('\n')
const pageOf = (text: string): Page => ({
  page_uuid: randomUUID(),
  has_ink: false,
  typed_text: text,
  typed_markdown: text,
})
const notebookOf = (name: string, pages: number): Notebook => ({
  notebook_uuid: randomUUID(),
  document_type: 'notebook',
  visible_name: name,
  pages: Array.from({ length: pages }, (_, nth) => pageOf(textOf(`${name} ${nth}`))),
})

export async function measureMirror(): Promise<MirrorSpeed> {
  const notion = await startNotion({ tokens: [], limits: { calls: callsAWindow, window_ms: windowMs } })
  try {
    const workspace = randomUUID()
    const { content } = notion.emulator.found({ id: workspace, name: 'Bench' })
    notion.emulator.admit({ token: 'ntn_bench', workspace })
    const { data_source_id: data_source } = content.database({ title: 'Notes', properties: notebookProperties })
    await using bench = await startBench({
      RMIRROR_NOTION_BASE_URL: notion.address,
      RMIRROR_NOTION_CALLS_PER_MINUTE: `${callsAMinute}`,
    })
    const token = await signUp(bench)
    await ask(bench, token, 'POST', 'connections', { provider: 'notion', token: 'ntn_bench' })
    const mirror = new Mirror(bench, token, notion)
    const notebooks = [notebookOf('First', firstPages)]
    await mirror.tell(notebooks)
    const began = performance.now()
    await ask(bench, token, 'PUT', 'integrations/notion', { settings: { data_source } })
    const calls = await mirror.callsUntilRest()
    const first = { calls, seconds: (performance.now() - began) / 1000 }
    return { first, changes: await mirror.changes(notebooks) }
  } finally {
    await notion.close()
  }
}

class Mirror {
  readonly #bench: Bench
  readonly #token: string
  readonly #notion: Notion
  #seen = 0

  constructor(bench: Bench, token: string, notion: Notion) {
    this.#bench = bench
    this.#token = token
    this.#notion = notion
  }

  tell(notebooks: Notebook[]) {
    return send(this.#bench, this.#token, JSON.stringify({ scope: 'library', notebooks }))
  }

  /** Since it was last asked. */
  async callsUntilRest(): Promise<number> {
    for (let quiet = 0; quiet < 5; ) {
      const { state, counts } = await ask(this.#bench, this.#token, 'GET', 'integrations/notion')
      if (state === 'stopped' || counts.failed > 0) throw new Error(`The mirror ${state}: ${JSON.stringify(counts)}`)
      const open = ['pending', 'in_progress', 'retry'].reduce((sum, status) => sum + (counts[status] ?? 0), 0)
      quiet = open === 0 && state === 'active' ? quiet + 1 : 0
      await sleep(100)
    }
    const requests = this.#notion.emulator.log.requests.filter(({ path }) => path !== '/v1/users/me')
    const calls = requests.length - this.#seen
    this.#seen = requests.length
    return calls
  }

  async changes(notebooks: Notebook[]): Promise<MirrorSpeed['changes']> {
    const [book] = notebooks as [Notebook]
    const all: MirrorSpeed['changes'] = []
    const after = async (what: string, most: number, change: () => void) => {
      change()
      await this.tell(notebooks)
      all.push([what, await this.callsUntilRest(), most])
    }
    const write = (nth: number, text: string) => {
      Object.assign(book.pages[nth] ?? {}, { typed_text: text, typed_markdown: text })
    }
    await after('a comma', 3, () => write(3, `${book.pages[3]?.typed_text},`))
    await after('a rewritten page', 4, () => write(4, textOf('Written anew')))
    await after('a page inserted before 99', 3 + 99, () => {
      book.pages.splice(book.pages.length - 99, 0, pageOf(textOf('Inserted')))
    })
    const moved = () => book.pages.splice(book.pages.length - 1, 0, ...book.pages.splice(book.pages.length - 2, 1))
    await after('a page moved by one, with two titles', 4 + 2, () => void moved())
    await after('a notebook renamed', 1, () => {
      book.visible_name = 'Renamed'
    })
    await after('the last page deleted', 2, () => void book.pages.pop())
    await after('nothing', 0, () => undefined)
    notebooks.push(notebookOf('Large', largePages))
    await this.tell(notebooks)
    await this.callsUntilRest()
    await after(`a notebook of ${largePages} pages deleted`, 2, () => void notebooks.pop())
    return all
  }
}
