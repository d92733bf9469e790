// SPDX-License-Identifier: AGPL-3.0-or-later
import { copyFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { at, write } from '../src/testing/program.ts'
import { root } from './checkout.ts'
import { platforms } from './platforms.ts'
import { problemsOf } from './problems.ts'

const ofThisMachine = platforms.find(({ name }) => name === `${process.platform}-${process.arch}`)

function layAll(): void {
  for (const name of ['bin/rmirror.mjs', 'dist/main.js', 'dist/core.wasm', 'dist/page/index.html', 'dist/licences.md'])
    write(`package/${name}`, 'something')
  for (const name of ['install.json', 'package.json']) write(`package/${name}`, '{}')
  copyFileSync(process.execPath, at('package/node'))
}

test('a package with all that it needs, for its machine, is sound', () => {
  layAll()
  expect(problemsOf(at('package'), ofThisMachine)).toEqual([])
})

test('what was forgotten, or is for another machine, is named', () => {
  layAll()
  const [windows] = platforms.filter(({ name }) => name === 'win32-x64')
  expect(problemsOf(at('package'), windows)).toEqual(['node.exe is missing', `node is for ${ofThisMachine?.machine}`])
})

test('what only its makers need is named', () => {
  layAll()
  write('package/dist/main.js.map', '{}')
  write('package/dist/main.test.js', '')
  write('package/dist/more.js', '//# sourceMappingURL=more.js.map')
  write('package/dist/path.js', `const source = "${root}agent"`)
  expect(problemsOf(at('package'), ofThisMachine).sort()).toEqual([
    'dist/main.js.map is for those who work on it',
    'dist/main.test.js is for those who work on it',
    'dist/more.js names a source map',
    'dist/path.js names the folder in which it was built',
  ])
})
