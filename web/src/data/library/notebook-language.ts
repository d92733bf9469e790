// SPDX-License-Identifier: AGPL-3.0-or-later
// The language of a notebook's handwriting, as its owner sets it.
import { answerTo } from '@rmirror/shared/api'
import { language as ofTexts } from '../../i18n/index.ts'
import type { Remote } from '../server/remote.ts'
import type { Notebook } from './notebook.ts'

/** Languages that models read. BCP 47. */
const offered = [
  ...['ar', 'bg', 'bn', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'eu', 'fa', 'fi', 'fr', 'ga', 'gl', 'gu', 'he'],
  ...['hi', 'hr', 'hu', 'hy', 'id', 'is', 'it', 'ja', 'ka', 'km', 'kn', 'ko', 'lo', 'lt', 'lv', 'mk', 'ml', 'mn', 'mr'],
  ...['ms', 'my', 'nb', 'ne', 'nl', 'nn', 'pa', 'pl', 'ps', 'pt', 'ro', 'ru', 'sk', 'sl', 'sq', 'sr', 'sv', 'sw', 'ta'],
  ...['te', 'th', 'tr', 'uk', 'ur', 'uz', 'vi', 'yi', 'zh-Hans', 'zh-Hant'],
]

/** With the one that is set, by name in the language of the dashboard. */
export function handwritingLanguages(set: string | null): { code: string; name: string }[] {
  const names = new Intl.DisplayNames([ofTexts.value], { type: 'language' })
  const { compare } = new Intl.Collator(ofTexts.value)
  const codes = [...new Set([...offered, ...(set === null ? [] : [set])])]
  return codes.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => compare(a.name, b.name))
}

/** Whether the user may set it: of their own notebooks that the server has. Notes have no handwriting. */
export function hasHandwritingLanguage({ there, isUnsent, isLocal, isOthers, isNote }: Notebook): boolean {
  return there !== null && !isUnsent && !isLocal && !isOthers && !isNote
}

/** null: it isn't known. */
export async function setHandwritingLanguage(
  remote: Remote,
  notebook_uuid: string,
  language: string | null,
): Promise<void> {
  const params = { path: { notebook_uuid } }
  await answerTo(remote.account.api.PATCH('/api/v1/notebooks/{notebook_uuid}', { params, body: { language } }))
  await remote.invalidate('tree')
}
