// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { indexOf } from '../../../data/library/shelf.ts'
import type { Integration } from '../../../data/server/integrations.ts'
import type { TemplatePreview } from '../../../data/server/templates.ts'
import { AccountServer } from '../../../testing/account-server.ts'
import { integration, target, tree, treeItem, uuidOf } from '../../../testing/server-facts.ts'
import { renderWith, signedIn } from '../../../testing/signed-in.tsx'
import { IntegrationScreen } from '../IntegrationScreen.tsx'

const targets = [
  target('todoist', { accepts: ['todo'], templates: ['todo'] }),
  target('webdav', { accepts: ['notebook'], templates: ['note', 'page', 'todo', 'highlight', 'file_name'] }),
  target('webhook', { accepts: ['todo'], templates: [] }),
]
const diary = treeItem(uuidOf('diary'), { visible_name: 'Diary' })

const nothing: TemplatePreview = { path: null, text: null, sentence: null, fault: null }

let server: AccountServer
let known: Integration[]
let preview: TemplatePreview
/** Bodies, by the end of the path. */
let sent: Record<string, unknown[]>

beforeEach(async () => {
  localStorage.clear()
  known = targets.map(({ name }) => integration(name))
  preview = { ...nothing, text: 'Buy ink' }
  sent = { templates: [], preview: [] }
  server = await AccountServer.start()
  server.answers = (method, path, body) => {
    const place = path.replace('/api/v1', '')
    const [name = ''] = /[^/]+$/.exec(place) ?? []
    if (method !== 'GET') sent[name]?.push(JSON.parse(String(body)))
    if (name === 'preview') return { body: preview }
    if (method === 'PUT' && name === 'templates') {
      const { templates } = JSON.parse(String(body))
      known = known.map((each) => (place.includes(each.target_name) ? { ...each, templates } : each))
      return { body: { ...known[0], drawn: templates.address ? { own_code_secret: 'whsec_own' } : {} } }
    }
    if (place === '/notebooks/tree') return { body: tree([diary]) }
    if (place === '/targets') return { body: { items: targets, next: null } }
    if (place === '/integrations') return { body: { items: known, next: null } }
    if (place === '/connections' || place.startsWith('/sync/records')) return { body: { items: [], next: null } }
    return undefined
  }
})
afterEach(() => {
  cleanup()
  server.stop()
})

async function show(name: string) {
  const store = await signedIn(server)
  const here = { notebooks: signal(new Map()), folders: signal(new Map()) }
  renderWith({ ...store, index: indexOf(here, store.shelf) }, <IntegrationScreen name={name} />)
}

async function open(name: string) {
  await show(name)
  fireEvent.click(await screen.findByRole('button', { name: 'Edit templates' }))
  await screen.findByRole('button', { name: 'Save templates' })
}

const write = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } })

describe('templates of an integration', () => {
  it('begin with rMirror’s own, and show what they make of a page', async () => {
    await open('todoist')
    expect(screen.getByLabelText<HTMLTextAreaElement>('To-do').value).toBe('{{text}}')
    expect(await screen.findByText('Buy ink')).toBeTruthy()
    preview = { ...nothing, text: 'Diary: Buy ink' }
    write('To-do', '{{notebook}}: {{text}}')
    expect(await screen.findByText('Diary: Buy ink')).toBeTruthy()
    await expect
      .poll(() => sent.preview?.at(-1))
      .toEqual({
        templates: { todo: '{{notebook}}: {{text}}' },
        ...{ notebook_uuid: uuidOf('diary'), page_number: 1 },
      })
  })

  it('are saved with their steps, and then the section says so', async () => {
    await open('todoist')
    fireEvent.click(screen.getByRole('button', { name: 'page' }))
    expect(screen.getByLabelText<HTMLTextAreaElement>('To-do').value).toMatch(/\{\{page\}\}/)
    write('To-do', '{{text}}!')
    fireEvent.click(screen.getByRole('button', { name: 'Add step' }))
    write('Regular expression (RE2)', 'by (\\w+)')
    write('Replace with', 'until $1')
    fireEvent.click(screen.getByRole('button', { name: 'Save templates' }))
    expect(await screen.findByText('Saved. What looks different now is being delivered.')).toBeTruthy()
    expect(sent.templates).toEqual([
      { templates: { todo: '{{text}}!', steps: [{ do: 'replace', pattern: 'by (\\w+)', with: 'until $1' }] } },
    ])
    expect(await screen.findByText('Your own: To-do')).toBeTruthy()
    expect(screen.getByText('One step after them')).toBeTruthy()
  })

  it('that equal rMirror’s are none, and own ones can be given up', async () => {
    known = known.map((each) => ({ ...each, templates: { todo: 'x' } }))
    await open('todoist')
    fireEvent.click(screen.getByRole('button', { name: 'Back to rMirror’s template' }))
    expect(screen.getByLabelText<HTMLTextAreaElement>('To-do').value).toBe('{{text}}')
    fireEvent.click(screen.getByRole('button', { name: 'Save templates' }))
    await screen.findByText('Saved. What looks different now is being delivered.')
    expect(sent.templates).toEqual([{ templates: {} }])
  })

  it('are of several kinds where notes are written, with properties among the steps', async () => {
    await open('webdav')
    fireEvent.change(screen.getByLabelText('Template for'), { target: { value: 'file_name' } })
    write('File name', '{{name}} (tablet)')
    fireEvent.click(screen.getByRole('button', { name: 'Add step' }))
    fireEvent.change(screen.getByLabelText('What step 1 does'), { target: { value: 'field' } })
    write('Property', 'status')
    preview = { ...nothing, path: 'Diary (tablet).md', text: '---\nstatus: ""' }
    fireEvent.click(screen.getByRole('button', { name: 'Remove step 1' }))
    expect(await screen.findByText('Diary (tablet).md')).toBeTruthy()
    await expect.poll(() => sent.preview?.at(-1)).toMatchObject({ templates: { file_name: '{{name}} (tablet)' } })
  })

  it('say in words where they can’t be used', async () => {
    await open('todoist')
    preview = { ...nothing, fault: { place: 'todo', line: 2, reason: 'unclosed_section', about: 'tags' } }
    write('To-do', 'a\n{{#tags}}')
    expect(await screen.findByText('To-do, line 2: {{#tags}} has no {{/tags}}.')).toBeTruthy()
    preview = { ...nothing, fault: { place: 'steps[1].pattern', line: null, reason: 'of_a_newer_server', about: '' } }
    write('To-do', 'b')
    expect(await screen.findByText('Step 2: This can’t be used.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(screen.getByRole('button', { name: 'Edit templates' })).toBeTruthy()
    expect(sent.templates).toEqual([])
  })

  it('can end with code of one’s own, whose secret is shown once', async () => {
    await open('todoist')
    write('Address of your own code', 'https://code.example.org/text')
    fireEvent.click(screen.getByRole('button', { name: 'Save templates' }))
    expect(await screen.findByText('whsec_own')).toBeTruthy()
    expect(sent.templates).toEqual([{ templates: { address: 'https://code.example.org/text' } }])
    expect(await screen.findByText('Then code of your own')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'I’ve copied it' }))
    expect(screen.queryByText('whsec_own')).toBeNull()
  })

  it('aren’t offered where a target has no use for them', async () => {
    await show('webhook')
    await screen.findByRole('heading', { name: 'What is delivered' })
    expect(screen.queryByText('Text templates')).toBeNull()
  })
})
