// SPDX-License-Identifier: AGPL-3.0-or-later
// The services that the settings offer by name.
import type { AiSettings, ProviderKind } from './types.ts'

export interface Preset {
  name: string
  kind: ProviderKind
  address: string
  /** The suggested model first, then others of the same service. */
  models: readonly string[]
  needsKey: boolean
}

export const presets = {
  claude: {
    name: 'Claude',
    kind: 'claude',
    address: 'https://api.anthropic.com',
    models: ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'],
    needsKey: true,
  },
  openai: {
    name: 'OpenAI',
    kind: 'openai-compatible',
    address: 'https://api.openai.com/v1',
    models: [],
    needsKey: true,
  },
  gemini: {
    name: 'Gemini',
    kind: 'openai-compatible',
    address: 'https://generativelanguage.googleapis.com/v1beta/openai',
    models: [],
    needsKey: true,
  },
  openrouter: {
    name: 'OpenRouter',
    kind: 'openai-compatible',
    address: 'https://openrouter.ai/api/v1',
    models: [],
    needsKey: true,
  },
  other: {
    name: '',
    kind: 'openai-compatible',
    address: 'http://localhost:11434/v1',
    models: [],
    needsKey: false,
  },
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof presets

export const presetNames = Object.keys(presets) as PresetName[]

/** The address in its stored form, without a trailing slash; null if it can't be called. */
export function addressFrom(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, username, password, search, hash, href } = new URL(text)
  const isPlain = username === '' && password === '' && search === '' && hash === ''
  return /^https?:$/.test(protocol) && isPlain ? href.replace(/\/+$/, '') : null
}

/** The host, by which users recognize the service. */
export function hostOf({ address }: Pick<AiSettings, 'address'>): string {
  return new URL(address).host
}

/**
 * Whether the browser blocks the address as mixed content: a page from HTTPS can't call plain HTTP, except on the same
 * computer.
 */
export function isMixed(address: string, page: Pick<Location, 'protocol'>): boolean {
  const { protocol, hostname } = new URL(address)
  const isOwn = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  return page.protocol === 'https:' && protocol === 'http:' && !isOwn
}
