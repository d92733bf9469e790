// SPDX-License-Identifier: AGPL-3.0-or-later
// Which models read: those that are named, or the one of the server's own settings; emulators where these hold no key.
import { createHash } from 'node:crypto'
import Anthropic from '@anthropic-ai/sdk'
import { startClaude } from '../../../e2e/emulators/claude/claude.mjs'
import type { KnownPage } from './known-pages.ts'
import { type Faults, misread } from './misreadings.ts'
import { claudeReader, openAiReader, type Read } from './readers.ts'
import { defaultModel, settingOf } from './settings.ts'

export interface Chosen extends AsyncDisposable {
  name: string
  /** Who reads, and what its figures are worth. */
  about: string
  /** Called before each run. */
  beginRun?: (run: number) => void
  read: Read
}

/** `models`: empty for the one that the settings name. */
export async function choose(
  environment: NodeJS.ProcessEnv,
  pages: KnownPage[],
  models: readonly string[] = [],
): Promise<Chosen[]> {
  const setting = (name: string) => settingOf(environment, name)
  const wanted = models.length > 0 ? models : [setting('RMIRROR_OCR_MODEL') || defaultModel]
  const apiKey = setting('RMIRROR_ANTHROPIC_API_KEY')
  const real = (name: string, address: string, read: Read): Chosen => {
    return { name, about: `${name} at ${address}`, read, [Symbol.asyncDispose]: async () => {} }
  }
  if (setting('RMIRROR_OCR_PROVIDER') === 'openai') {
    const address = setting('RMIRROR_OCR_BASE_URL')
    if (!address) throw new Error('RMIRROR_OCR_PROVIDER=openai needs RMIRROR_OCR_BASE_URL as well.')
    const key = setting('RMIRROR_OCR_API_KEY') ?? ''
    return wanted.map((model) => real(model, address, openAiReader(address, key, model)))
  }
  if (!apiKey) return Promise.all(emulatedModels.map((each) => emulated(each, pages)))
  const baseURL = setting('RMIRROR_TEST_ANTHROPIC_BASE_URL') || 'https://api.anthropic.com'
  const client = new Anthropic({ apiKey, baseURL })
  return wanted.map((model) => real(model, baseURL, claudeReader(client, model)))
}

interface EmulatedModel {
  /** Whose prices and limits it has. */
  model: string
  reads: string
  faults: Faults
}

/** One that is told what is written, one with a few errors, one that isn't worth its price. */
export const emulatedModels: EmulatedModel[] = [
  { model: 'claude-opus-5-5', reads: 'without errors', faults: {} },
  {
    model: 'claude-sonnet-5-5',
    reads: 'with a few errors',
    faults: { letters: 0.02, lines: 0.02, marks: 0.08, boxes: 0.1, layout: 0.15, order: 0.02 },
  },
  {
    model: 'claude-haiku-5-5',
    reads: 'with many errors',
    faults: { letters: 0.12, lines: 0.2, marks: 0.5, boxes: 0.3, layout: 0.6, order: 0.5 },
  },
]

/** The emulator gets the text of each page for its first picture; other pictures are answered as empty. */
async function emulated({ model, reads, faults }: EmulatedModel, pages: KnownPage[]): Promise<Chosen> {
  const claude = await startClaude()
  const client = new Anthropic({ apiKey: 'not checked', baseURL: claude.address })
  const beginRun = (run: number) => {
    const texts = pages.flatMap(({ pictures, written }, number) => {
      const read = misread(written, faults, 1000 * (run + 1) + number)
      return pictures.map(({ bytes }, index) => [sha256(bytes), index === 0 ? read : ''] as const)
    })
    claude.texts(Object.fromEntries(texts))
  }
  beginRun(0)
  return {
    name: `${model}, emulated, ${reads}`,
    about: `an emulator of ${model} that reads ${reads}, because RMIRROR_ANTHROPIC_API_KEY is not set. It is told what is written: its errors are ours, its tokens and dollars are an estimate.`,
    beginRun,
    read: claudeReader(client, model),
    [Symbol.asyncDispose]: async () => {
      await claude.close()
    },
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
