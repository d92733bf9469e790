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
import { type Chosen, choose } from './choice.ts'
import { type KnownPage, ownKnownPages, pagesIn } from './known-pages.ts'
import { ownPages } from './own-pages.ts'
import { claudeReader } from './readers.ts'
import { comparisonOf, recommendationOf, standingOf } from './recommendation.ts'
import { meansOf, measure, overall, tableOf } from './report.ts'

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

async function only(settings: NodeJS.ProcessEnv): Promise<Chosen> {
  const [chosen, ...others] = await choose(settings, [])
  expect(others).toEqual([])
  return chosen as Chosen
}

describe('the benchmark', () => {
  it('has sixty pages, in twelve hands and five languages, of every kind', () => {
    const names = ownPages().map(({ name }) => name.split(', '))
    const kinds = (part: number) => new Set(names.map((name) => name[part])).size
    expect([names.length, kinds(0), kinds(1), kinds(2)]).toEqual([60, 5, 12, 12])
    expect(new Set(names.map(String)).size).toBe(60)
  })

  it('ranks emulated models by the errors that they make, and recommends none that makes many', async () => {
    const pages = ownKnownPages(core)
    const standings = []
    for (const chosen of await choose({}, pages)) {
      await using reader = chosen
      const measured = await measure(pages, reader.read)
      standings.push(standingOf({ name: reader.name, runs: [measured] }))
      expect(reader.about).toMatch(/^an emulator of claude-\w+-5-5 that reads .* because RMIRROR_ANTHROPIC_API_KEY is/)
      for (const { cost } of measured) {
        expect(cost?.inputTokens).toBeGreaterThan(1000)
        expect(cost?.dollars).toBeGreaterThan(0)
      }
    }
    const [exact, close, careless] = standings
    expect(exact).toMatchObject({ composite: 1, characterErrors: 0, lines: 1, structure: 1, failures: 0 })
    expect(close?.composite).toBeGreaterThan(0.9)
    expect(close?.composite).toBeLessThan(0.99)
    expect(careless?.composite).toBeLessThan(0.7)
    expect(recommendationOf(standings)).toBe('Recommended: claude-opus-5-5, emulated, without errors.')
    expect(recommendationOf(standings.slice(2))).toBe('None is recommended: the composite of none reaches 0.8.')
    const table = comparisonOf(standings).split('\n')
    expect(table).toHaveLength(4)
    expect(table[1]).toMatch(/^claude-opus-5-5, emulated, without errors +1\.000 +1\.000-1\.000 +0\.0 % +100\.0 %/)
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
      const table = tableOf(meansOf([measured, measured])).split('\n')
      expect(table[0]).toMatch(/^page +composite +character errors +lines +structure/)
      expect(table[4]).toMatch(/^3 pages +0\.\d{3} +55\.0 %/)
      expect(table.at(-1)).toBe('no form was not read: the answer has another form than was asked for')
      expect(measured.map(({ failure }) => failure)).toEqual([
        undefined,
        'the answer ended with refusal',
        'the answer has another form than was asked for',
      ])
      expect(overall(measured)).toMatchObject({ characterErrors: 11 / 20, lines: 1 / 3, cost: { dollars: null } })
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
      await using chosen = await only(settings)
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

  it('compares the models that are named', async () => {
    const settings = { RMIRROR_ANTHROPIC_API_KEY: 'sk', RMIRROR_TEST_ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' }
    const chosen = await choose(settings, [], ['claude-sonnet-5-5', 'claude-opus-5-5'])
    expect(chosen.map(({ name }) => name)).toEqual(['claude-sonnet-5-5', 'claude-opus-5-5'])
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
      await using chosen = await only(settings)
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
