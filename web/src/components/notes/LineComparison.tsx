// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LineDiff } from '@rmirror/shared/core'
import { t } from '../../i18n/index.ts'

export interface ComparedLine {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Both texts as one list of lines, in which a changed line is a removed and an added one. */
export function compareLines(older: string, newer: string, { became }: LineDiff): ComparedLine[] {
  const [before, after] = [older, newer].map((text) => (text === '' ? [] : text.split('\n'))) as [string[], string[]]
  const compared: ComparedLine[] = []
  let next = 0
  const addUntil = (end: number) => {
    for (; next < end; next++) compared.push({ kind: 'added', text: after[next] ?? '' })
  }
  before.forEach((text, position) => {
    const line = became[position] ?? null
    if (line !== null) addUntil(line)
    if (line !== null && after[line] === text) {
      compared.push({ kind: 'same', text })
      next = line + 1
    } else compared.push({ kind: 'removed', text })
    if (line !== null) addUntil(line + 1)
  })
  addUntil(after.length)
  return compared
}

/** What differs between two texts. Signs and lines through say it as well as colours do. */
export function LineComparison({ lines }: { lines: readonly ComparedLine[] }) {
  return (
    <ul class="line-comparison">
      {lines.map(({ kind, text }, position) => (
        <li key={position} class={`line-${kind}`}>
          {kind === 'removed' ? (
            <del>
              <span class="visually-hidden">{t('versions.removed')} </span>
              {text}
            </del>
          ) : kind === 'added' ? (
            <ins>
              <span class="visually-hidden">{t('versions.added')} </span>
              {text}
            </ins>
          ) : (
            text
          )}
        </li>
      ))}
    </ul>
  )
}
