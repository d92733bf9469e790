// SPDX-License-Identifier: AGPL-3.0-or-later
// MuPDF is ten megabytes of code that few calls need.
import { cpSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { at, fixture, start, startNode } from './testing/program.ts'

test('MuPDF is loaded by nothing but what needs it', async () => {
  for (const part of ['bin', 'package.json'])
    cpSync(fileURLToPath(new URL(`../${part}`, import.meta.url)), at(`agent/${part}`), { recursive: true })
  const built = fileURLToPath(new URL('../dist', import.meta.url))
  const isMuPdf = (path: string) => /(^|\/)mupdf[^/]*$/.test(path)
  expect(readdirSync(built).filter(isMuPdf)).not.toHaveLength(0)
  cpSync(built, at('agent/dist'), { recursive: true, filter: (path) => !isMuPdf(path) })
  const without = (...args: string[]) => startNode([at('agent/bin/rmirror.mjs'), ...args]).outcome
  const page = fixture('text-styles.rm')
  for (const args of [
    ['render', page, '-o', 'a.svg'],
    ['render', fixture('v6.rm'), '-o', 'read.png', '--for', 'ocr'],
    ['export', page, '-o', 'a.zip'],
  ])
    expect(await without(...args)).toEqual({ status: 0, out: '', err: '' })
  expect(await without('export', page, '-o', 'a.pdf')).toMatchObject({ status: 1 })
  expect(await start('export', page, '-o', 'a.pdf').outcome).toMatchObject({ status: 0 })
})
