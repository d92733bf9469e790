// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/architecture.md draws the states that the schema knows, all of them and no others.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './sources.ts'

const chapters = readFileSync(join(root, 'docs/architecture.md'), 'utf8').split(/^## /m)
const baseline = join(root, 'server/migrations/0001_baseline')
const schema = readdirSync(baseline)
  .map((name) => readFileSync(join(baseline, name), 'utf8'))
  .join('\n')

function statesDrawn(chapter: string): string[] {
  const text = chapters.find((each) => each.startsWith(`${chapter}\n`)) ?? ''
  const [, diagram = ''] = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(text) ?? []
  const ends = [...diagram.matchAll(/^ *(\S+) --> ([^\s:]+)/gm)].flatMap(([, from = '', to = '']) => [from, to])
  return [...new Set(ends)].filter((state) => state !== '[*]').sort()
}

function statusesAllowed(table: string, column: string): string[] {
  const [, body = ''] = new RegExp(`CREATE TABLE ${table} \\(([\\s\\S]*?)\\n\\);`).exec(schema) ?? []
  const [, values = ''] = new RegExp(`CHECK \\(${column} IN \\(([^)]*)\\)`).exec(body) ?? []
  return [...values.matchAll(/'(\w+)'/g)].map(([, value = '']) => value).sort()
}

it.each([
  ['The queue', 'sync_queue', 'status'],
  ['Uploads', 'pages', 'ocr_status'],
])('“%s” draws what %s.%s may be', (chapter, table, column) => {
  const drawn = statesDrawn(chapter)
  expect(drawn.length).toBeGreaterThan(4)
  expect(drawn).toEqual(statusesAllowed(table, column))
})
