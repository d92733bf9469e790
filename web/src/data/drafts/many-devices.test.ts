// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
// One page is edited at random by the editor and the outbox of three devices, while the tablet rewrites it, requests and
// answers are lost and tabs are killed: in the end all have the same text, and no line of a person is lost but those
// that a person decided against. tests/contract/documents-chaos.test.ts does it with the real server.
import { createHash } from 'node:crypto'
import { createApi } from '@rmirror/shared/api'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Random } from '../../../../tests/generator/prng.ts'
import { builtCore } from '../../../../tests/wasm/core.ts'
import { pageDocument, uuidOf } from '../../testing/server-facts.ts'
import type { DocumentConflict, PageDocument } from '../documents/document-calls.ts'
import type { OutboxFacts } from '../outbox/outbox-item.ts'
import { sendItem } from '../outbox/send-item.ts'
import { serverWorkspace } from '../workspace/server-workspace.ts'
import { DocumentDraft, type UnsavedText } from './document-draft.ts'

const core = await builtCore()
const rounds = 120
let random: Random
const below = (bound: number) => random.integer(bound)

let made: number
/** Of lines and edits of people that nobody has deleted. */
let kept: Set<string>
const marksIn = (text: string | null) => text?.match(/\b[pe]\d+\b/g) ?? []

function mark(kind: 'p' | 'e'): string {
  const name = `${kind}${++made}`
  kept.add(name)
  return name
}

/** Some lines are inserted, one is edited, one is deleted. */
function edited(text: string): string {
  const lines = text.split('\n')
  for (let count = below(3); count >= 0; count--) lines.splice(below(lines.length + 1), 0, `- written as ${mark('p')}`)
  const at = below(lines.length)
  lines[at] += ` and ${mark('e')}`
  if (below(3) === 0) for (const gone of marksIn(lines.splice(below(lines.length), 1)[0] ?? '')) kept.delete(gone)
  return lines.join('\n')
}

/** The page on the server, merged with each transcription as the server does it. */
let server: PageDocument
let transcription: string
/** What happens to the next write. */
let fault: 'request lost' | 'answer lost' | null

const documentWith = (content: string) =>
  pageDocument(content, { content_etag: createHash('sha256').update(content).digest('hex') })

async function answer(request: Request): Promise<Response> {
  const reply = (status: number, body: object) => Response.json(body, { status })
  if (request.method === 'GET') return reply(200, server)
  const [failing] = [fault]
  fault = null
  if (failing === 'request lost') throw new TypeError('The connection broke')
  if (request.headers.get('if-match') !== `"${server.content_etag}"`)
    return reply(412, { status: 412, title: 'Stale', detail: 'Changed.', document: server })
  const { content } = (await request.json()) as { content: string }
  server = documentWith(content)
  if (failing === 'answer lost') throw new TypeError('The connection broke')
  return reply(200, server)
}

function writeOnTablet(): void {
  const lines = transcription.split('\n')
  const at = below(lines.length + 1)
  if (below(3) > 0) lines.splice(at, 0, `Handwritten line ${++made}`)
  else if (at < lines.length) lines[at] += ` number ${++made}`
  if (below(4) === 0) lines.splice(below(lines.length), 1)
  const read = lines.join('\n')
  server = documentWith(core.mergeTexts(transcription, server.content, read).text)
  transcription = read
}

const never = { maxAttempts: 1, maxAttemptsUntilFirstAnswer: 1, firstWaitMs: 1, maxWaitMs: 1, answerMs: 60_000 }
const account = { api: createApi({ server: 'http://server.test', retryPolicy: never }) }
const workspace = serverWorkspace(account, () => 'ann')
const merge = async (...texts: Parameters<typeof core.mergeTexts>) => core.mergeTexts(...texts)
const facts = { kind: 'edit', user: 'ann', id: uuidOf('page'), draft: 'draft' } as OutboxFacts

class Device {
  /** null: no editor is open. */
  draft: DocumentDraft | null = null
  /** What its outbox has, which outlives the tab. */
  #unsaved: UnsavedText | null = null

  get isUnsaved(): boolean {
    return this.#unsaved !== null
  }

  async open(): Promise<DocumentDraft> {
    const unsaved = this.#unsaved
    this.draft ??= new DocumentDraft(
      unsaved?.base ?? (await workspace.read(server.id)),
      {
        fetch: () => workspace.read(server.id),
        put: (...change) => workspace.save(...change),
        merge,
        diff: async (...texts) => core.diffLines(...texts),
        onKnown: () => {},
        keep: (text) => {
          this.#unsaved = text
        },
      },
      unsaved ?? undefined,
    )
    return this.draft
  }

  async edit(): Promise<void> {
    const draft = await this.open()
    draft.change(edited(draft.text.peek().content))
  }

  /** The tab goes: only the outbox stays. */
  kill(): void {
    this.draft = null
  }

  /** As the sender does for a page that no tab has open, or else as the editor does. */
  async sync(): Promise<void> {
    if (this.draft) await this.draft.save()
    else if (this.#unsaved) await this.#send(this.#unsaved)
    if (this.draft?.state.peek().kind === 'conflict') await this.#decide(this.draft)
  }

  async #send({ content, base, settled }: UnsavedText): Promise<void> {
    const text = { kind: 'edit', content, base, settled } as const
    const result = await sendItem({ account, merge }, { facts, text }).catch(() => null)
    if (result?.kind === 'sent') this.#unsaved = null
    // A person opens the page, and is asked.
    else if (result) await (await this.open()).save()
  }

  async #decide(draft: DocumentDraft): Promise<void> {
    for (const conflict of draft.clash.peek()?.conflicts ?? []) {
      const whose = below(2) === 0 ? 'mine' : 'theirs'
      decideAgainst(conflict, whose === 'mine' ? 'theirs' : 'mine')
      draft.decide(conflict, whose)
    }
    await vi.waitUntil(() => draft.clash.peek() === null)
    await draft.save()
  }
}

function decideAgainst(conflict: DocumentConflict, whose: 'mine' | 'theirs'): void {
  const [loser, winner] = [conflict[whose], conflict[whose === 'mine' ? 'theirs' : 'mine']]
  const stays = new Set(marksIn(winner))
  for (const name of marksIn(loser)) if (!stays.has(name)) kept.delete(name)
}

async function something(device: Device): Promise<void> {
  const what = below(10)
  if (what < 4) await device.edit()
  else if (what < 7) {
    if (below(3) === 0) fault = below(2) === 0 ? 'request lost' : 'answer lost'
    await device.sync()
  } else if (what < 8) writeOnTablet()
  else if (what < 9) device.kill()
  else await device.draft?.update(server.content)
}

beforeEach(() => {
  // Nothing is saved or tried again by itself.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.stubGlobal('fetch', answer)
  made = 0
  kept = new Set()
  fault = null
  transcription = '# Diary\nTea with Ann\nBuy ink'
  server = documentWith(transcription)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it.each(Array.from({ length: 10 }, (_, seed) => seed))('no line of a person is lost, seed %i', async (seed) => {
  random = new Random(seed)
  const devices = [new Device(), new Device(), new Device()]
  for (let round = 0; round < rounds; round++) await something(devices[below(devices.length)] as Device)
  fault = null
  // Each decision is saved by the next turn.
  for (let turns = 0; turns < 20; turns++) for (const device of devices) await device.sync()
  expect(devices.map(({ isUnsaved }) => isUnsaved)).toEqual([false, false, false])
  const texts: string[] = []
  for (const device of devices) {
    const draft = await device.open()
    await draft.update(server.content)
    texts.push(draft.text.peek().content)
  }
  expect(texts).toEqual(Array(3).fill(server.content))
  const found = new Set(marksIn(server.content))
  expect([...kept].filter((name) => !found.has(name))).toEqual([])
})
