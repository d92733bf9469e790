// SPDX-License-Identifier: AGPL-3.0-or-later
// Says why a text wasn't sent, and what to do.
import type { OutboxFacts, OutboxProblem } from '../../data/outbox/outbox-item.ts'
import { type TextKey, t } from '../../i18n/index.ts'

const texts = {
  unreachable: 'unsent.unreachable',
  conflict: 'unsent.conflict',
  gone: 'unsent.gone',
  viewer: 'unsent.viewer',
  'too-large': 'unsent.tooLarge',
  'no-room': 'unsent.noRoom',
  refused: 'unsent.refused',
} as const satisfies Record<OutboxProblem, TextKey>

export function unsentText({ problem, detail }: Pick<OutboxFacts, 'problem' | 'detail'>): string {
  return t(texts[problem ?? 'unreachable'], { detail })
}

/** Whether a person has to do something before the text can be sent. */
export function needsPerson({ problem }: Pick<OutboxFacts, 'problem'>): boolean {
  return problem !== null && problem !== 'unreachable'
}
