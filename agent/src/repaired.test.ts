// SPDX-License-Identifier: AGPL-3.0-or-later
// Highlights whose text the tablet broke are exported as they are printed in the PDF below them.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { SceneHighlight } from '../../tests/generator/scene.ts'
import { markedPdf, markedPdfFiles, onFoot, onSentence } from '../../tests/pdf/marked-pdf.ts'
import { at, rmirror, write } from './testing/program.ts'

function lay(...highlights: SceneHighlight[]): void {
  for (const { path, bytes } of markedPdfFiles(...highlights)) write(`desk/${path}`, bytes)
}

async function exported(name: string): Promise<string> {
  expect(await rmirror('export', 'desk', '-o', name)).toMatchObject({ status: 0, err: '' })
  return readFileSync(at(name), 'latin1')
}

test('a broken and a lost text become the printed one, and a whole one stays', async () => {
  lay(onSentence(markedPdf.broken), onFoot('', 'all'), onFoot('source page', 'two words'))
  const text = await exported('paper.md')
  expect(text.match(/^> .*$/gm)).toEqual([`> ${markedPdf.sentence}`, `> ${markedPdf.foot}`, '> source page'])
  expect(await exported('paper.html')).toContain(markedPdf.sentence)
  const pdf = await exported('paper.pdf')
  expect(pdf).toContain(`/Contents(${markedPdf.sentence})`)
})

test('the notes of a vault have them, too', async () => {
  lay(onSentence(markedPdf.broken))
  expect(await rmirror('vault', 'notes', '--from', 'desk')).toMatchObject({ status: 0 })
  expect(readFileSync(at('notes/Paper.md'), 'utf8')).toContain(`> ${markedPdf.sentence}`)
})

test('a text that isn’t in the PDF stays as the tablet states it', async () => {
  lay(onSentence('Somebody typed these words elsewhere'))
  expect(await exported('paper.md')).toContain('> Somebody typed these words elsewhere')
})
