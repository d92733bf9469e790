// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { changedGoldens } from './changed-goldens.ts'

const checkout = mkdtempSync(join(tmpdir(), 'rmirror-goldens-'))
afterAll(() => rmSync(checkout, { recursive: true }))

const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=A test', '-c', 'user.email=test@example.org', ...words], { cwd: checkout })
const write = (name: string, content: string) => writeFileSync(join(checkout, 'tests/golden', name), content)

test('goldens that changed, came and went since a revision are shown with what they were and are', () => {
  git('init', '--quiet')
  mkdirSync(join(checkout, 'tests/golden/pens'), { recursive: true })
  for (const name of ['same', 'changed', 'gone']) write(`pens/${name}.png`, `${name} before`)
  write('pages.jsonl', 'before')
  git('add', '.')
  git('commit', '--quiet', '--message', 'before')
  write('pens/changed.png', 'changed after')
  write('pens/new.png', 'new after')
  write('pages.jsonl', 'after')
  rmSync(join(checkout, 'tests/golden/pens/gone.png'))
  git('add', '.')
  expect(changedGoldens(checkout, 'HEAD')).toEqual([
    { name: 'pens/changed', before: Buffer.from('changed before'), after: Buffer.from('changed after') },
    { name: 'pens/gone', before: Buffer.from('gone before'), after: undefined },
    { name: 'pens/new', before: undefined, after: Buffer.from('new after') },
  ])
})
