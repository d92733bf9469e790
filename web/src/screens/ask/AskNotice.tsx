// SPDX-License-Identifier: AGPL-3.0-or-later
import type { AskedText, AskSubject } from '../../data/ask/asked-texts.ts'
import { useStore } from '../../data/store.ts'
import { formatNumber, t } from '../../i18n/index.ts'
import type { PathChoice } from './AskPathChoice.tsx'

interface AskNoticeProps extends Pick<PathChoice, 'path' | 'quota'> {
  subject: AskSubject
  /** null while they are read. */
  texts: readonly AskedText[] | null
}

/** Says before a question is sent which text goes where, and what it counts in. */
export function AskNotice({ subject, texts, path, quota }: AskNoticeProps) {
  const { ownKeyTranscription } = useStore()
  const chosen = ownKeyTranscription.chosen.value
  if (texts === null || path === null) return <Line text={t('ask.reading')} />
  if (texts.length === 0) return <Line text={t(subject.kind === 'notebook' ? 'ask.noTexts' : 'ask.noText')} />
  const service = path === 'own-key' && chosen ? `${serviceName(chosen.host)} (${chosen.model})` : 'Anthropic'
  const what = whatGoes(subject, texts.length, service)
  if (path === 'own-key') return <Line text={t('ask.byOwnKey', { what })} />
  const left = quota?.tokens.left
  const counts =
    typeof left === 'number' ? t('ask.countsLeft', { tokens: formatNumber(left) }) : t('ask.countsUnlimited')
  return <Line text={`${t('ask.byServer', { what })} ${counts}`} />
}

const Line = ({ text }: { text: string }) => (
  <p class="quiet ask-notice" role="status">
    {text}
  </p>
)

function whatGoes({ kind }: AskSubject, count: number, service: string): string {
  if (kind === 'selection') return t('ask.selectionGoes', { service })
  if (kind === 'note') return t('ask.noteGoes', { service })
  return t('ask.pagesGo', { count, service })
}

/** People know the company that gets their texts by its name, others by their address. */
const serviceName = (host: string) => (host === 'api.anthropic.com' ? 'Anthropic' : host)
