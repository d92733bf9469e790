// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, test } from 'vitest'
import { MemoryVault, uuid, vaultNotebook, vaultPage } from '../../../../tests/world/vault.ts'
import { TemplateSet } from '../../templates/index.ts'
import { planNotebook } from './plan-notebook.ts'

test('the writer for one notebook makes the same of them', () => {
  const templates = { page: '{{number}}: {{typed}}', file_name: '{{name}} {{number}}', note: 'Top' }
  const content = {
    ...{ notebook_uuid: uuid('d'), visible_name: 'Diary', document_type: 'notebook', folders: [], tags: [] },
    ...{ last_modified: null, by_page: true },
    pages: [
      {
        ...{ page_uuid: uuid('1'), page_number: 1, tags: [], waits: false, ocr_text: null, document: null },
        ...{ typed_text: 'typed', typed_markdown: 'typed', todos: [], highlights: [] },
      },
    ],
  }
  const task = {
    ...{ uuid: uuid('d'), notebook: content, known: { notes: {}, assets: {}, sizes: {} }, templates },
    options: { withPictures: false, deleteRemoved: false, putBack: false },
    ...{ folders: { '': null, Diary: null }, notes: {} },
  }
  const step = planNotebook(task)
  const planned = 'plan' in step ? Object.fromEntries(step.plan.notes.map(({ path, text }) => [path, text])) : {}
  const notebook = vaultNotebook('d', { pages: [vaultPage('1', { typed: 'typed' })] })
  const reference = new MemoryVault()
  reference.sync([notebook], { per: 'page', templates: new TemplateSet(templates) })
  expect(planned).toEqual(Object.fromEntries(reference.notes))
  expect(Object.keys(planned)).toEqual(['Diary/Diary 1.md'])
})
