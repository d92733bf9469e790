// SPDX-License-Identifier: AGPL-3.0-or-later
// How many calls a mirror in Notion takes: they are what is scarce. Text comes at ten times Notion's usual speed, and with
// images, where calls are what takes the time, at its own.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { startNotion } from '../../../e2e/emulators/notion/notion.mjs'
import { notebookProperties } from '../../world/notion-schema.ts'
import { withText } from '../../world/png.ts'
import { ask, send, sendPicture, signUp } from './device.ts'
import { type Bench, startBench } from './processes.ts'

export const firstPages = 200
export const linesEach = 30
const largePages = 300
const callsAMinute = 180
/** Of a first sync with images. */
const pages = { notebooks: 4, each: 50 }
export const picturedPages = pages.notebooks * pages.each

export interface Sync {
  calls: number
  seconds: number
}

export interface MirrorSpeed {
  first: Sync
  /** Calls, by what was done. */
  changes: [what: string, calls: number, max: number][]
  /** `allowed`: the seconds that Notion's window needs for its calls; `change`: those until a changed page stood there, meanwhile and afterwards. */
  pictured: Sync & { allowed: number; change: { meanwhile: number; afterwards: number } }
}

type Notion = Awaited<ReturnType<typeof startNotion>>

interface Page {
  page_uuid: string
  has_ink: boolean
  ink_hash?: string
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

/** `png`: some page's image. */
export async function measureMirror(png: Uint8Array): Promise<MirrorSpeed> {
  const text = await mirrored(10, measureText)
  const pictured = await mirrored(1, (mirror) => measurePictured(mirror, png))
  return { ...text, pictured }
}

/** `speed`: of Notion's window and our setting. */
async function mirrored<Measured>(speed: number, measure: (mirror: Mirror) => Promise<Measured>): Promise<Measured> {
  const notion = await startNotion({ tokens: [], limits: { calls: callsAMinute, window_ms: 60_000 / speed } })
  try {
    const workspace = randomUUID()
    const { content } = notion.emulator.found({ id: workspace, name: 'Bench' })
    notion.emulator.admit({ token: 'ntn_bench', workspace })
    const { data_source_id: source } = content.database({ title: 'Notes', properties: notebookProperties })
    await using bench = await startBench({
      RMIRROR_TEST_NOTION_BASE_URL: notion.address,
      RMIRROR_NOTION_CALLS_PER_MINUTE: `${callsAMinute * speed}`,
    })
    const token = await signUp(bench)
    await ask(bench, token, 'POST', 'connections', { provider: 'notion', token: 'ntn_bench' })
    return await measure(new Mirror(bench, token, notion, () => JSON.stringify(content.tree(source)), source))
  } finally {
    await notion.close()
  }
}

async function measureText(mirror: Mirror): Promise<Pick<MirrorSpeed, 'first' | 'changes'>> {
  const notebooks = [notebookOf('First', firstPages)]
  await mirror.announce(notebooks)
  const began = performance.now()
  await mirror.start()
  const calls = await mirror.callsUntilRest()
  const first = { calls, seconds: (performance.now() - began) / 1000 }
  return { first, changes: await mirror.changes(notebooks) }
}

async function measurePictured(mirror: Mirror, png: Uint8Array): Promise<MirrorSpeed['pictured']> {
  const [small, ...notebooks] = [
    notebookOf('Small', 1),
    ...Array.from({ length: pages.notebooks }, (_, nth) => pictured(notebookOf(`Book ${nth}`, pages.each))),
  ]
  await mirror.announce([small, ...notebooks])
  for (const book of notebooks) await mirror.draw(book, png)
  const began = performance.now()
  await mirror.start()
  await mirror.callsAfter(picturedPages)
  const secondsUntilChanged = (text: string) =>
    mirror.secondsUntilThere(text, () => {
      Object.assign(small.pages[0] ?? {}, { typed_text: text, typed_markdown: text })
      return mirror.announce([small, ...notebooks])
    })
  const meanwhile = await secondsUntilChanged('Changed meanwhile')
  const calls = await mirror.callsUntilRest()
  const seconds = (performance.now() - began) / 1000
  const afterwards = await secondsUntilChanged('Changed afterwards')
  return { calls, seconds, allowed: (calls / callsAMinute) * 60, change: { meanwhile, afterwards } }
}

const pictured = (notebook: Notebook): Notebook => ({
  ...notebook,
  pages: notebook.pages.map((page) => ({ ...page, has_ink: true, ink_hash: `i1:${page.page_uuid.slice(0, 8)}` })),
})

class Mirror {
  readonly #bench: Bench
  readonly #token: string
  readonly #notion: Notion
  readonly #shown: () => string
  readonly #source: string
  #seen = 0

  /** `shown`: all the text in the database; `source`: its id. */
  constructor(bench: Bench, token: string, notion: Notion, shown: () => string, source: string) {
    this.#bench = bench
    this.#token = token
    this.#notion = notion
    this.#shown = shown
    this.#source = source
  }

  start() {
    return ask(this.#bench, this.#token, 'PUT', 'integrations/notion', { settings: { data_source: this.#source } })
  }

  /** An image of each page. */
  async draw(notebook: Notebook, png: Uint8Array): Promise<void> {
    for (const page of notebook.pages) {
      const announced = { page_uuid: page.page_uuid, ink_hash: page.ink_hash ?? '', has_ink: true as const }
      const image = withText(png, page.page_uuid)
      await sendPicture(this.#bench, this.#token, { ...notebook, pages: [announced] }, announced, image)
    }
  }

  #calls(): number {
    return this.#notion.emulator.log.requests.filter(({ path }) => path !== '/v1/users/me').length
  }

  async callsAfter(count: number): Promise<void> {
    while (this.#calls() - this.#seen < count) await sleep(100)
  }

  async secondsUntilThere(text: string, change: () => Promise<unknown>): Promise<number> {
    const began = performance.now()
    await change()
    while (!this.#shown().includes(text)) await sleep(50)
    return (performance.now() - began) / 1000
  }

  announce(notebooks: Notebook[]) {
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
    const calls = this.#calls() - this.#seen
    this.#seen += calls
    return calls
  }

  async changes(notebooks: Notebook[]): Promise<MirrorSpeed['changes']> {
    const [book] = notebooks as [Notebook]
    const all: MirrorSpeed['changes'] = []
    const after = async (what: string, max: number, change: () => void) => {
      change()
      await this.announce(notebooks)
      all.push([what, await this.callsUntilRest(), max])
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
    await this.announce(notebooks)
    await this.callsUntilRest()
    await after(`a notebook of ${largePages} pages deleted`, 2, () => void notebooks.pop())
    return all
  }
}
