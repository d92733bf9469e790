// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { firstSources, languageNames, textsOf, usesText } from './first-texts.ts'
import { readSources, type Source } from './sources.ts'

const howToMend = 'run `npx tsx tests/architecture/first-texts.ts`'
const isFirst = usesText(firstSources(readSources()))

it.each(languageNames())('what a visit begins with has its texts at once, and those alone, in %s', (language) => {
  const first = Object.keys(textsOf(language, 'first'))
  const later = Object.keys(textsOf(language, 'later'))
  expect(
    first.filter((key) => !isFirst(key)),
    howToMend,
  ).toEqual([])
  expect(later.filter(isFirst), howToMend).toEqual([])
})

it('the page of a watch, which has no later screens, asks for all texts at once', () => {
  const entry = readSources().find(({ path }) => path === 'web/src/agent/main.tsx')
  expect(entry?.text).toContain('await Promise.all([loadLaterTexts(),')
})

it('what is imported for its types alone, or by import(), is loaded later', () => {
  const source = (path: string, text: string): Source => ({ path, text })
  const found = firstSources([
    source('web/src/main.tsx', "import {\n  a,\n} from './a.ts'\nimport type { B } from './b.ts'\nimport './e.ts'\n"),
    source('web/src/a.ts', "export { c } from './c.ts'\nconst load = () => import('./d.ts')\n"),
    ...['b', 'c', 'd', 'e'].map((name) => source(`web/src/${name}.ts`, '')),
  ])
  expect(found.map(({ path }) => path).toSorted()).toEqual([
    'web/src/a.ts',
    'web/src/c.ts',
    'web/src/e.ts',
    'web/src/main.tsx',
  ])
})

it('a text is used by its key, or by the beginning of several', () => {
  const isUsed = usesText([
    {
      path: 'web/src/a.ts',
      text: `t('page.number', { number }) + <Text key="page.title" /> + t(\`problem.\${code}\`)`,
    },
  ])
  expect(['page.number', 'page.title', 'problem.corrupt', 'page.numbers', 'missing.page'].map(isUsed)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})
