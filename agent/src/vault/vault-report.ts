// SPDX-License-Identifier: AGPL-3.0-or-later
// What "rmirror vault" prints: what it did, and what a person has to know about notes.
import type { Finding, RemovedWhy, VaultPlan } from '@rmirror/shared/vault'
import { mayBeTaken } from './take.ts'

/** One object per note, for programs. */
export function planObjects({ moves, notes, deletes, assets, findings }: VaultPlan): object[] {
  return [
    ...moves.map(({ from, to }) => ({ action: 'move', note: to, from })),
    ...[...notes.keys()].map((note) => ({ action: 'write', note })),
    ...assets.map(({ path }) => ({ action: 'write', file: path })),
    ...deletes.map((path) => ({ action: 'delete', [path.endsWith('.md') ? 'note' : 'file']: path })),
    ...findings.map(({ path, kind, ...more }) => ({ finding: kind, note: path, ...more })),
  ]
}

export function planSentence(plan: VaultPlan, isOnlyPlanned: boolean): string {
  const files = plan.deletes.filter((path) => !path.endsWith('.md')).length
  const done = [
    countOf(plan.notes.size, 'note', 'written'),
    countOf(plan.assets.length, 'file', 'written'),
    countOf(plan.moves.length, 'note', 'moved'),
    countOf(plan.deletes.length - files, 'note', 'deleted'),
    countOf(files, 'file', 'deleted'),
  ].filter((part) => part !== '')
  if (done.length === 0) return 'The vault is up to date.'
  const start = isOnlyPlanned ? 'Would be done: ' : ''
  return `${start}${done.join(', ')}; ${plan.unchanged} unchanged.`
}

function countOf(count: number, what: string, done: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'} ${done}`
}

const removed: Record<RemovedWhy, string> = {
  gone: 'is no longer in the library',
  trash: 'is in the trash',
  per: 'is shown by other notes now',
}

/** `isOfAccount`: the notes come from an account, whose texts can be corrected. */
export function findingSentence(finding: Finding, isOfAccount: boolean): string {
  const { path } = finding
  switch (finding.kind) {
    case 'changed': {
      const place = finding.number === undefined ? '' : `, page ${finding.number}`
      const take =
        isOfAccount && mayBeTaken(finding)
          ? ` --take ${JSON.stringify(path)} makes it the page's text in your account;`
          : ''
      return `${path}${place}: text between the markers was changed. It stays, and is no longer updated;${take} --put-back ${JSON.stringify(path)} writes rMirror's text there.`
    }
    case 'markers':
      return `${path}: its markers are damaged or gone, so it is left alone; --put-back ${JSON.stringify(path)} adds rMirror's text below.`
    case 'copy':
      return `${path} is a copy of ${finding.of}, and is left alone.`
    case 'removed': {
      const what = `${path}: what it shows ${removed[finding.why]}.`
      if (finding.deleted) return `${what} The note is deleted.`
      return `${what} The note stays${finding.hasOwnText ? ', with what you wrote in it' : '; --delete-removed deletes it'}.`
    }
  }
}
