// SPDX-License-Identifier: AGPL-3.0-or-later
// The vectors of templates, which the server's engine has as well (tests/server/targets/templates).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { check, items, plan } from './index.ts'
import type { Item } from './items.ts'

interface Vector {
  name: string
  task: { templates: object; items: Partial<Item>[] }
  answer: object
}

const file = join(import.meta.dirname, '..', '..', 'templates', 'vectors.json')
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[]

const usual = { text: '', note: '', is_completed: false, notebook: '', path: '', page: '', tags: [] }

describe('templates of items', () => {
  it.each(vectors)('$name', ({ task, answer }) => {
    const whole = { ...task, items: task.items.map((item) => ({ ...usual, ...item })) }
    expect(JSON.parse(items(JSON.stringify(whole)))).toMatchObject(answer)
  })

  it('are checked without items', () => {
    expect(check('{"todo":"{{text}}"}')).toBe('{}')
    expect(JSON.parse(check('{"todo":"{{text"}'))).toMatchObject({ fault: { reason: 'unclosed_tag' } })
  })

  it('that can’t be used are the answer to a plan', () => {
    const known = { notes: {}, assets: {}, sizes: {} }
    const task = { uuid: '', notebook: null, options: {}, known, folders: {}, notes: {}, templates: { page: '{{x}}' } }
    expect(JSON.parse(plan(JSON.stringify(task)))).toMatchObject({ fault: { place: 'page', about: 'x' } })
  })
})
