// SPDX-License-Identifier: AGPL-3.0-or-later
// The dashboard knows the server's reasons by their sentences: where one of them changes a sentence, the other must too.
import { expect, test } from 'vitest'
import { isCpp, readSources } from './sources.ts'

const sources = readSources()

/** What tells why something wasn't delivered, or a setting refused; with adjacent literals as the compiler joins them. */
const server = sources
  .filter(
    (source) =>
      isCpp(source) &&
      /^server\/src\/(base|connections|input|notion|queue|targets|upstream|routes\/notion\/(connections|notion_databases)\.cpp)\b/.test(
        source.path,
      ),
  )
  .map(({ text }) => text.replace(/"\s*\n\s*"/g, ''))

const table = sources.find(({ path }) => path === 'web/src/screens/texts/server-reasons.ts')?.text ?? ''
const known = [...table.matchAll(/^ {2}(["'])(.+)\1:/gm)].map(([, , sentence = '']) => sentence)

test('every reason that the dashboard translates is one that the server tells', () => {
  expect(known.length).toBeGreaterThan(20)
  const isReported = (words: string) => server.some((source) => source.includes(words))
  const parts = known.flatMap((sentence) => sentence.split(/\{\w+\}|(?<=\.) /)).map((part) => part.trim())
  expect(parts.filter((part) => part !== '.' && !isReported(part))).toEqual([])
})

test('every whole sentence that ends a delivery is translated by the dashboard', () => {
  const reasons = server.flatMap((source) => [...source.matchAll(/Outcome::\w+\([^"]*?"([A-Z][^"]+\.)"/g)])
  const ours = reasons.map(([, sentence = '']) => sentence.replace(/^Readwise\b/, '{service}'))
  expect(ours.length).toBeGreaterThan(8)
  expect(ours.filter((sentence) => !known.includes(sentence))).toEqual([])
})
