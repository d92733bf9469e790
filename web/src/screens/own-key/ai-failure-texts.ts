// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts for failures of AI services and of pages, with what helps.
import { hostOf } from '../../ai/presets.ts'
import type { AiSettings, FailureCode } from '../../ai/types.ts'
import { problemText } from '../../components/delivery/ProblemList.tsx'
import { type TextKey, t } from '../../i18n/index.ts'

const texts: Record<FailureCode, TextKey> = {
  'bad-key': 'aiFailure.bad-key',
  'no-credit': 'aiFailure.no-credit',
  'usage-limit': 'aiFailure.usage-limit',
  'not-allowed': 'aiFailure.not-allowed',
  'browsers-refused': 'aiFailure.browsers-refused',
  'no-such-model': 'aiFailure.no-such-model',
  forbidden: 'aiFailure.forbidden',
  'refuses-browsers': 'aiFailure.refuses-browsers',
  unreachable: 'aiFailure.unreachable',
  offline: 'aiFailure.offline',
  'too-slow': 'aiFailure.too-slow',
  'rate-limited': 'aiFailure.rate-limited',
  overloaded: 'aiFailure.overloaded',
  refused: 'aiFailure.refused',
  truncated: 'aiFailure.truncated',
  'context-too-small': 'aiFailure.context-too-small',
  'too-large': 'aiFailure.too-large',
  'bad-answer': 'aiFailure.bad-answer',
  'bad-request': 'aiFailure.bad-request',
  unknown: 'aiFailure.unknown',
}

/** `code`: of a service, or of a page that couldn't be read. `place`: where the user can fix it at the service. */
export function aiFailureText(
  { code, detail, place }: { code: string; detail: string; place?: string | null },
  { address, model }: Pick<AiSettings, 'address' | 'model'>,
): string {
  if (!isOfService(code)) return t(problemText(code))
  const text = t(texts[code], { host: hostOf({ address }), model, origin: location.origin })
  const more = [place && t('aiFailure.place', { place }), detail && t('aiFailure.says', { detail })]
  return [text, ...more].filter(Boolean).join(' ')
}

const isOfService = (code: string): code is FailureCode => code in texts
