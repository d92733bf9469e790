// SPDX-License-Identifier: AGPL-3.0-or-later
// Which model reads: the one that the server's own settings name, or an emulator where they hold no key.
import { createHash } from 'node:crypto'
import Anthropic from '@anthropic-ai/sdk'
import { startClaude } from '../../../e2e/emulators/claude/claude.mjs'
import type { KnownPage } from './known-pages.ts'
import { claudeReader, openAiReader, type Read } from './readers.ts'
import { defaultModel, settingOf } from './settings.ts'

export interface Chosen extends AsyncDisposable {
  /** Who reads, and what its figures are worth. */
  about: string
  read: Read
}

export async function choose(environment: NodeJS.ProcessEnv, pages: KnownPage[]): Promise<Chosen> {
  const setting = (name: string) => settingOf(environment, name)
  const model = setting('RMIRROR_OCR_MODEL') || defaultModel
  const apiKey = setting('RMIRROR_ANTHROPIC_API_KEY')
  const nothing = { [Symbol.asyncDispose]: async () => {} }
  if (setting('RMIRROR_OCR_PROVIDER') === 'openai') {
    const address = setting('RMIRROR_OCR_BASE_URL')
    if (!address) throw new Error('RMIRROR_OCR_PROVIDER=openai needs RMIRROR_OCR_BASE_URL as well.')
    const read = openAiReader(address, setting('RMIRROR_OCR_API_KEY') ?? '', model)
    return { about: `${model} at ${address}`, read, ...nothing }
  }
  if (!apiKey) return emulated(model, pages)
  const baseURL = setting('RMIRROR_TEST_ANTHROPIC_BASE_URL') || 'https://api.anthropic.com'
  return { about: `${model} at ${baseURL}`, read: claudeReader(new Anthropic({ apiKey, baseURL }), model), ...nothing }
}

/** The emulator gets the text of each page for its first picture; other pictures are answered as empty. */
async function emulated(model: string, pages: KnownPage[]): Promise<Chosen> {
  const claude = await startClaude()
  const texts = pages.flatMap(({ pictures, written }) =>
    pictures.map(({ bytes }, index) => [sha256(bytes), index === 0 ? written : ''] as const),
  )
  claude.texts(Object.fromEntries(texts))
  const client = new Anthropic({ apiKey: 'not checked', baseURL: claude.address })
  return {
    about: `an emulator of ${model}, because RMIRROR_ANTHROPIC_API_KEY is not set. It is told what is written: its errors say nothing, its tokens and dollars are an estimate.`,
    read: claudeReader(client, model),
    [Symbol.asyncDispose]: async () => {
      await claude.close()
    },
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
