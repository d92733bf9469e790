// SPDX-License-Identifier: AGPL-3.0-or-later
// Translates the server's reasons into the user's language.
import type { Reason } from '../../components/forms/ReasonText.tsx'
import { t } from '../../i18n/index.ts'
import { propertyType } from './notion-property-types.ts'
import { ownServices, serverReasons } from './server-reasons.ts'

/** Sentences that aren't our server's own, but a service's or a newer server's, are quoted unchanged. */
export function reasonOf(reason: string): Reason {
  const text = translateReason(reason)
  return { text: text ?? reason, isQuoted: text === null }
}

/** Translation of one of our server's sentences; null for any other. */
export function translateReason(reason: string): string | null {
  for (const [pattern, key] of patterns) {
    const found = pattern.exec(reason)
    if (!found) continue
    const { service = '', status = '', properties = '', words = '' } = found.groups ?? {}
    const ownName = ownServices[service]
    return t(key, {
      ...{ status, words },
      name: ownName ? t(ownName) : service,
      properties: properties.replace(/\((\w+)\)/g, (_, type) => `(${propertyType(type)})`),
    })
  }
  return null
}

const patterns = Object.entries(serverReasons).map(([sentence, key]) => [patternOf(sentence), key] as const)

function patternOf(sentence: string): RegExp {
  const literal = sentence.replace(/[.?*+^$()[\]|\\/]/g, '\\$&')
  const service = literal.replace('{service}', `(?<service>${Object.keys(ownServices).join('|')}|\\p{Lu}[\\p{L}\\d]*)`)
  const status = service.replace('{status}', '(?<status>\\d+)')
  const properties = status.replace('{properties}', '(?<properties>.+)')
  return new RegExp(`^${properties.replace('{words}', '(?<words>.+)')}$`, 'u')
}
