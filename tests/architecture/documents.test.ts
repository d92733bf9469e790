// SPDX-License-Identifier: AGPL-3.0-or-later
// Documents lead where they say, and the index knows all of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './sources.ts'

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'deploy/README.md', 'wasm-core/CHANGELOG.md'],
  'web/src/i18n/glossary.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
]

const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** As GitHub names the anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

/** Links of a document to files and headings of the checkout; links in code are ignored. */
function deadLinks(path: string, text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      if (!existsSync(join(root, target))) return true
      if (anchor === undefined) return false
      return ![...read(target).matchAll(/^#+ (.*)$/gm)].some(([, heading = '']) => anchorOf(heading) === anchor)
    })
}

it.each(documents)('%s has no dead links', (path) => {
  expect(deadLinks(path, read(path))).toEqual([])
})

it('a dead link is caught, to a file and to a heading', () => {
  const text = '[a](guides/add-a-pen.md) [b](guides/add-a-pencil.md) [c](architecture.md#words) [d](#nowhere) `[e](x)`'
  expect(deadLinks('docs/README.md', text)).toEqual(['guides/add-a-pencil.md', '#nowhere'])
})

it('the README names the commands that run and test the project, beside each other', () => {
  expect(read('README.md')).toMatch(/make run[^\n]*\n[^\n]*make test/)
})

it('the index of the documentation names every page but the decisions', () => {
  const pages = documents.filter((path) => /^docs\/(guides\/)?[^/]+\.md$/.test(path) && path !== 'docs/README.md')
  const index = read('docs/README.md')
  expect(pages.filter((path) => !index.includes(`](${path.replace('docs/', '')})`))).toEqual([])
})
