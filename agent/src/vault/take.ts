// SPDX-License-Identifier: AGPL-3.0-or-later
// Takes what a person wrote inside a note as the correction of its pages, where that overwrites nothing they didn't see.
import type { Api } from '@rmirror/shared/api'
import type { ChangedText, Finding, VaultPlan } from '@rmirror/shared/vault'
import { type TakenCorrection, takeCorrection } from '@rmirror/shared/vault/account'
import type { AccountSource } from './from-account.ts'

type Changed = Extract<Finding, { kind: 'changed' }>

export interface Taken {
  note: string
  /** Number of the page. */
  page: number | undefined
  /** `more`: other things than the document were changed, such as the heading. */
  result: TakenCorrection | 'more'
}

/** `path`: of the note as it was before the plan. */
export function changesIn({ findings, moves }: VaultPlan, path: string): Changed[] {
  // A note that swaps its name with another moves in two steps.
  let place = path
  for (const { from, to } of moves) if (from === place) place = to
  return findings.filter((finding): finding is Changed => finding.kind === 'changed' && finding.path === place)
}

/** Rejects with an ApiProblem or the like; what was taken until then stays. */
export async function takeChange(
  api: Api,
  { path, notebook, page, number, document, isOutdated }: Changed,
  { documentOf }: Pick<AccountSource, 'documentOf'>,
  signal: AbortSignal,
): Promise<Taken> {
  const place = { note: path, page: number }
  if (document === null || page === undefined) return { ...place, result: 'more' }
  if (isOutdated) return { ...place, result: 'changed' }
  const known = documentOf(notebook, page)
  return { ...place, result: known ? await takeCorrection(api, known, document, signal) : 'gone' }
}

const sentences: Record<Taken['result'], string> = {
  taken: "what you wrote is the page's text now. The text before is one of its versions in rMirror.",
  changed:
    "rMirror has another text of this page since you changed it, so nothing was overwritten. Keep a copy of yours, see rMirror's with --put-back, and write into that.",
  gone: 'the page is no longer in your account, so nothing was taken.',
  more: "more than the page's text was changed, such as its heading, its links or its highlights, so nothing was taken.",
}

export function takenSentence({ note, page, result }: Taken): string {
  return `${note}${page === undefined ? '' : `, page ${page}`}: ${sentences[result]}`
}

/** Whether `--take` would save it. */
export function mayBeTaken({ document, isOutdated }: ChangedText): boolean {
  return document !== null && !isOutdated
}
