// SPDX-License-Identifier: AGPL-3.0-or-later
// The benchmark of reading models as a whole, against an emulator.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Anthropic from '@anthropic-ai/sdk'
import type { Core } from '@rmirror/shared/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startClaude } from '../../../e2e/emulators/claude/claude.mjs'
import { png } from '../../emulators/images.ts'
import { builtCore } from '../../wasm/core.ts'
import { choose } from './choice.ts'
import { type KnownPage, ownKnownPages, pagesIn } from './known-pages.ts'
import { ownPages } from './own-pages.ts'
import { claudeReader } from './readers.ts'
import { measure, overall, tableOf } from './report.ts'

let core: Core
const folder = mkdtempSync(join(tmpdir(), 'rmirror-ocr-bench-'))
beforeAll(async () => {
  core = await builtCore()
})
afterAll(() => rmSync(folder, { recursive: true }))

const page = (name: string, written: string, shade: number): KnownPage => ({
  name,
  written,
  format: 'markdown',
  pictures: [{ mediaType: 'image/png', bytes: png(shade) }],
})

describe('the benchmark', () => {
  it('finds no fault in a model that reads all there is, and says that it is none', async () => {
    const pages = ownKnownPages(core)
    await using chosen = await choose({}, pages)
    const measured = await measure(pages, chosen.read)
    expect(chosen.about).toMatch(/^an emulator of claude-haiku-5-5, because RMIRROR_ANTHROPIC_API_KEY is not set/)
    expect(overall(measured)).toMatchObject({ characterErrors: 0, lines: 1, structure: 1 })
    for (const { cost } of measured) {
      expect(cost?.inputTokens).toBeGreaterThan(1000)
      expect(cost?.dollars).toBeGreaterThan(0)
    }
    const table = tableOf(measured).split('\n')
    expect(table).toHaveLength(pages.length + 2)
    expect(table.at(-1)).toMatch(/^6 pages +0\.0 % +100\.0 % +100\.0 %( +\d+){2} +0\.000\d\d$/)
  })

  it('counts what is read wrongly, and a page that is not read as a whole fault', async () => {
    const claude = await startClaude()
    try {
      claude.script([{ text: '{"pages":[{"markdown":"# abcdefghiX"}]}' }, { refusal: true }, { not_json: true }])
      const client = new Anthropic({ apiKey: 'key', baseURL: claude.address, maxRetries: 0 })
      const pages = [page('wrong', '# abcdefghij', 1), page('refused', 'ab', 2), page('no form', 'abcdefgh', 3)]
      const measured = []
      for (const one of pages) measured.push(...(await measure([one], claudeReader(client, 'claude-sonnet-4-6'))))
      expect(measured.map(({ characterErrors }) => characterErrors)).toEqual([0.1, 1, 1])
      expect(measured.map(({ failure }) => failure)).toEqual([
        undefined,
        'the answer ended with refusal',
        'the answer has another form than was asked for',
      ])
      expect(overall(measured)).toMatchObject({ characterErrors: 11 / 20, lines: 0, cost: { dollars: null } })
      expect(claude.log.violations).toEqual([])
    } finally {
      await claude.close()
    }
  })

  it('asks once more for a page that does not fit', async () => {
    const claude = await startClaude()
    try {
      claude.script([{ truncate: true }])
      const client = new Anthropic({ apiKey: 'key', baseURL: claude.address })
      const [measured] = await measure([page('long', 'ab', 1)], claudeReader(client, 'claude-haiku-5-5'))
      const [first, second] = claude.log.requests
      expect(claude.log.requests).toHaveLength(2)
      expect(measured?.cost?.outputTokens).toBe(first?.usage.output_tokens + second?.usage.output_tokens)
      expect(measured?.failure).toBeUndefined()
    } finally {
      await claude.close()
    }
  })

  it('reads the pages of a folder that have their text beside them', () => {
    const [own] = ownPages()
    writeFileSync(join(folder, 'ink.rm'), own?.file ?? '')
    writeFileSync(join(folder, 'ink.md'), own?.markdown ?? '')
    writeFileSync(join(folder, 'photo.PNG'), png(9))
    writeFileSync(join(folder, 'photo.txt'), 'plain')
    writeFileSync(join(folder, 'alone.png'), png(8))
    const pages = pagesIn(folder, core)
    expect(pages.map(({ name, format, pictures }) => [name, format, pictures.length])).toEqual([
      ['ink.rm', 'markdown', 1],
      ['photo.PNG', 'text', 1],
    ])
  })

  it('takes settings out of files, as the server does', async () => {
    const [key, nowhere] = [join(folder, 'key'), join(folder, 'nowhere')]
    writeFileSync(key, 'sk-in-a-file\n')
    const claude = await startClaude({ keys: ['sk-in-a-file'] })
    try {
      const settings = { RMIRROR_ANTHROPIC_API_KEY_FILE: key, RMIRROR_TEST_ANTHROPIC_BASE_URL: claude.address }
      await using chosen = await choose(settings, [])
      const [measured] = await measure([page('one', 'ab', 1)], chosen.read)
      expect(chosen.about).toBe(`claude-haiku-5-5 at ${claude.address}`)
      expect(measured?.failure).toBeUndefined()
      expect(claude.log.requests).toHaveLength(1)
      const both = choose({ ...settings, RMIRROR_ANTHROPIC_API_KEY: 'sk-another' }, [])
      await expect(both).rejects.toThrow(
        'Both RMIRROR_ANTHROPIC_API_KEY and RMIRROR_ANTHROPIC_API_KEY_FILE are set. Set one of them.',
      )
      const missing = choose({ ...settings, RMIRROR_ANTHROPIC_API_KEY_FILE: nowhere }, [])
      await expect(missing).rejects.toThrow(
        `RMIRROR_ANTHROPIC_API_KEY_FILE names a file that can't be read: ${nowhere}`,
      )
    } finally {
      await claude.close()
    }
  })

  it('asks a service that speaks as OpenAI does', async () => {
    const asked: { model: string; messages: { content: unknown }[] }[] = []
    const service = createServer(async (request, response) => {
      asked.push(JSON.parse(Buffer.concat(await request.toArray()).toString()))
      const content = JSON.stringify({ pages: [{ markdown: 'ab' }] })
      response.end(
        JSON.stringify({ choices: [{ message: { content } }], usage: { prompt_tokens: 7, completion_tokens: 3 } }),
      )
    })
    await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening))
    const address = service.address()
    const RMIRROR_OCR_BASE_URL = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const settings = { RMIRROR_OCR_PROVIDER: 'openai', RMIRROR_OCR_BASE_URL, RMIRROR_OCR_MODEL: 'local' }
    try {
      await using chosen = await choose(settings, [])
      const [measured] = await measure([page('one', 'ab', 1)], chosen.read)
      expect(measured).toMatchObject({ characterErrors: 0, cost: { inputTokens: 7, outputTokens: 3, dollars: null } })
      expect(asked[0]).toMatchObject({
        model: 'local',
        messages: [
          { role: 'system' },
          { content: [{ type: 'image_url' }, { type: 'text', text: '{"pages":[{"page":1,"images":[1]}]}' }] },
        ],
      })
    } finally {
      service.close()
      service.closeAllConnections()
    }
  })
})
