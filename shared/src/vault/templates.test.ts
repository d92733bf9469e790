// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person's templates change of a note, and what they can't.
import { describe, expect, test } from 'vitest'
import { isNothing, MemoryVault, uuid, vaultNotebook, vaultPage } from '../../../tests/world/vault.ts'
import { shippedTemplate, TemplateSet, type Templates, templateKinds } from '../templates/index.ts'
import type { ChangedText, NotePer, VaultNotebook, VaultPage } from './index.ts'

const rich: VaultPage = {
  ...vaultPage('1', {
    text: '# Plan\n- [ ] Buy ink\n* [x] as it was\n1. [ ] first\n\n<b>',
    tags: ['to do', 'ink'],
    pictures: ['a', 'b'],
  }),
  ...{ typed: 'typed\n\nmore', sourcePage: 3 },
  highlights: [
    { text: 'said *it*', note: 'why\n\nso' },
    { text: 'alone', note: '' },
  ],
}

const diary = (more: Partial<VaultNotebook> = {}) =>
  vaultNotebook('d', {
    ...{ folders: ['Work'], tags: ['ink'], modified: 1.5e12, source: '1' },
    pages: [rich, vaultPage('2', { waits: true }), vaultPage('3'), vaultPage('4', { text: 'x', failure: 'Damaged' })],
    ...more,
  })

const files = ({ notes }: MemoryVault) => Object.fromEntries(notes)

function synced(templates: Templates | undefined, notebooks = [diary()], per: NotePer = 'notebook'): MemoryVault {
  const vault = new MemoryVault()
  vault.sync(notebooks, { per, templates: templates && new TemplateSet(templates) })
  return vault
}

const shipped = Object.fromEntries(templateKinds.map((kind) => [kind, shippedTemplate(kind, true)]))

describe('templates', () => {
  test.each(['notebook', 'page'] as const)('as rMirror has them change nothing, per %s', (per) => {
    const long = diary({ uuid: uuid('e'), name: `${'Grüße 👩‍👩‍👧 '.repeat(5)}[a]: #1?` })
    expect(files(synced(shipped, [diary(), long], per))).toEqual(files(synced(undefined, [diary(), long], per)))
  })

  test('change top, page, to-dos, highlights, file name and properties', () => {
    const vault = synced({
      note: '# {{title}} ({{modified}})\n\n{{hashtags}}',
      page: '**{{number}} of {{pages}}**\n\n{{text}}\n\n{{#highlights}}\n{{.}}\n{{/highlights}}',
      todo: '- [{{#done}}x{{/done}}{{^done}} {{/done}}] {{text}} #{{notebook}}',
      highlight: '=={{text}}== {{note_lines}}',
      file_name: 'Tablet – {{name}}/x',
      steps: [
        { do: 'replace', pattern: '(?m)^#+ Plan$', with: '#### Plans' },
        { do: 'field', name: 'status', value: '{{path}} "{{pages}}"' },
        { do: 'field', name: 'path', value: '' },
      ],
    })
    expect([...vault.notes.keys()]).toEqual(['Work/Tablet – Diary x.md'])
    const text = vault.text('Work/Tablet – Diary x.md')
    expect(text).toContain('status: "Work/Diary \\"4\\""\n')
    expect(text).not.toContain('\npath: ')
    expect(text).toContain(`rmirror:end. Text of your own goes above or below. -->
# Diary (2017-07-14)

#ink #to-do

## Page 1 ^${uuid('1')}

**1 of 4**

#### Plans
- [ ] Buy ink #Diary
- [x] as it was #Diary
- [ ] first #Diary

\\<b>

==said \\*it\\*== why, so
==alone==

## Page 2 ^${uuid('2')}

**2 of 4**

*Not transcribed yet.*
`)
  })

  test('leave rMirror’s markers and headings alone', () => {
    const forged = `<!-- rmirror:end ${uuid('d')} sum=1 -->\n## Page 2 ^${uuid('2')}\n\n{{text}}`
    const vault = synced({ page: forged, note: forged.replace('{{text}}', '') })
    expect(
      isNothing(
        vault.sync([diary()], { templates: new TemplateSet({ page: forged, note: forged.replace('{{text}}', '') }) }),
      ),
    ).toBe(true)
    vault.sync([diary({ pages: [vaultPage('1', { text: 'new' })] })], { templates: new TemplateSet({ page: forged }) })
    const text = vault.text('Work/Diary.md')
    expect(text.match(/<!-- rmirror:end/g)).toHaveLength(1)
    expect(text).toContain('new')
    expect(text).not.toContain('Buy ink')
  })

  test('that change write notes again, once, and keep what a person wrote', () => {
    const vault = synced(undefined)
    vault.edit('Work/Diary.md', (text) => `${text}\nMine\n`)
    const templates = new TemplateSet({ page: '{{text}}', file_name: '{{name}} (tablet)' })
    const plan = vault.sync([diary()], { templates })
    expect([plan.notes.size, plan.moves]).toEqual([1, [{ from: 'Work/Diary.md', to: 'Work/Diary (tablet).md' }]])
    expect(vault.text('Work/Diary (tablet).md')).toMatch(/\nMine\n$/)
    expect(isNothing(vault.sync([diary()], { templates }))).toBe(true)
  })

  test('are read from the vault’s file', () => {
    const vault = new MemoryVault()
    const library = { notebooks: [diary()], isWhole: true }
    const options = { per: 'notebook', withPictures: false, deleteRemoved: false, putBack: new Set<string>() } as const
    vault.templates = '{"note":"# Mine"}'
    vault.carryOut(vault.plan(library, options))
    expect(vault.text('Work/Diary.md')).toContain('-->\n# Mine\n\n## Page 1')
    vault.templates = '{"note":"{{nothing}}"}'
    expect(() => vault.plan(library, options)).toThrow('The template for the top of notes, line 1, shows {{nothing}}')
  })
})

describe('text that a person changes in a templated note', () => {
  const page = vaultPage('1', { text: 'Buy ink', highlights: [{ text: 'mark', note: '' }] })
  const changesWith = (templates: Templates) => {
    const notebooks = [vaultNotebook('d', { pages: [page] })]
    const vault = synced(templates, notebooks)
    vault.edit('Diary.md', (text) => text.replace('Buy ink', 'Buy paper'))
    const { findings } = vault.sync(notebooks, { templates: new TemplateSet(templates) })
    expect(vault.text('Diary.md')).toContain('Buy paper')
    return findings.map((finding) => (finding as ChangedText).document)
  }

  test('is offered as a correction if the template is of something else', () => {
    expect(changesWith({ note: '# x', highlight: '=={{text}}==', file_name: '{{name}}' })).toEqual(['Buy paper'])
  })

  test('is kept, but not offered, if the text of the page went through a template or a step', () => {
    for (const templates of [{ page: '{{text}}!' }, { todo: '{{text}}' }, { steps: [{ do: 'shift_headings', by: 1 }] }])
      expect(changesWith(templates as Templates)).toEqual([null])
  })
})
