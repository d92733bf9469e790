// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFile } from 'node:child_process'
import { mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { at, write } from '../testing/program.ts'
import { filesAt } from './folder.ts'

const listed = async () => {
  const { files, problems } = await filesAt(at('desk'))
  return { paths: files.map(({ path }) => path), problems: problems.map(({ path }) => path) }
}

test('files are listed in the order of their names, however many there are', async () => {
  const names = Array.from({ length: 300 }, (_, index) => `${String(index).padStart(3, '0')}/a.rm`)
  for (const name of [...names, 'b.metadata', '150/deep/c.rm']) write(`desk/${name}`, '')
  const expected = [...names, '150/deep/c.rm', 'b.metadata'].map((name) => `desk/${name}`).sort()
  expect(await listed()).toEqual({ paths: expected, problems: [] })
})

test('what links lead to is listed once, in its own place where that is listed too', async () => {
  write('desk/own/a.rm', '')
  write('elsewhere/b.rm', '')
  symlinkSync(at('desk'), write('desk/other/c.rm', '').replace('c.rm', 'above'))
  symlinkSync(at('desk/own'), at('desk/a link to it'))
  symlinkSync(at('elsewhere'), at('desk/outside'))
  symlinkSync(at('elsewhere'), at('desk/outside again'))
  symlinkSync(at('elsewhere/b.rm'), at('desk/d.rm'))
  expect(await listed()).toEqual({
    paths: ['desk/d.rm', 'desk/other/c.rm', 'desk/own/a.rm', 'desk/outside/b.rm'],
    problems: [],
  })
})

test('links that lead nowhere, or to each other, are no loss', async () => {
  mkdirSync(at('desk'))
  symlinkSync(at('nowhere'), at('desk/a'))
  symlinkSync(at('desk/c'), at('desk/b'))
  symlinkSync(at('desk/b'), at('desk/c'))
  expect(await listed()).toEqual({ paths: [], problems: [] })
})

test('a link that the system refuses to follow is told', async () => {
  mkdirSync(at('desk'))
  symlinkSync('x'.repeat(300), at('desk/too long'))
  expect(await listed()).toEqual({ paths: [], problems: [at('desk/too long')] })
})

test('each state of a file has a version of its own, whatever its time and size', async () => {
  const versionOf = async () => (await filesAt(at('desk/a.rm'))).files.map(({ version }) => version)
  write('desk/a.rm', 'one')
  const first = await versionOf()
  expect(await versionOf()).toEqual(first)
  write('desk/b.rm', 'two')
  // Like tools that keep the modification time of what they copy.
  await promisify(execFile)('touch', ['-r', at('desk/a.rm'), at('desk/b.rm')])
  renameSync(at('desk/b.rm'), at('desk/a.rm'))
  expect(await versionOf()).not.toEqual(first)
})
