// SPDX-License-Identifier: AGPL-3.0-or-later
// Two people share notebooks: what each may do in which role, from the invitation to the end of the membership.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askDatabase, type Served, serve } from '../world/programs.ts'
import { type Answer, Api, type Question } from './answers.ts'
import { Device, notebook, png, signUp, uuid } from './library.ts'

let served: Served
let api: Api
let people = 0

beforeAll(async () => {
  served = await serve()
  api = new Api(served.server)
})

afterAll(async () => {
  await served[Symbol.asyncDispose]()
})

type Role = 'viewer' | 'member' | 'owner'

class Person {
  readonly token: string
  readonly id: string
  readonly device: Device

  private constructor(token: string, id: string) {
    this.token = token
    this.id = id
    this.device = new Device(api, token, 1)
  }

  static async signUp(): Promise<Person> {
    const token = await signUp(api, `person${++people}@example.org`)
    return new Person(token, (await api.ask('GET /api/v1/workspaces', { token })).body.items[0].id)
  }

  /** `parameters` take the places of the route's, in their order; what is left is the query. */
  ask(operation: string, question: Question = {}, ...parameters: string[]): Promise<Answer> {
    const left = [...parameters]
    const path = operation.split(' ')[1]?.replace(/:\w+/g, () => left.shift() ?? '') ?? ''
    return api.ask(operation, { token: this.token, ...question }, path + (left.shift() ?? ''))
  }

  async create(): Promise<string> {
    return (await this.ask('POST /api/v1/workspaces', { json: { name: 'Field notes' } })).body.id
  }

  async invite(workspace: string, role: Role): Promise<string> {
    return (await this.ask('POST /api/v1/workspaces/:workspace_id/invitations', { json: { role } }, workspace)).body
      .token
  }

  accept(token: string): Promise<Answer> {
    return this.ask('POST /api/v1/invitations/accept', { json: { token } })
  }

  move(workspace_id: string, which = uuid(1)): Promise<Answer> {
    return this.ask('PUT /api/v1/notebooks/:notebook_uuid/workspace', { json: { workspace_id } }, which)
  }

  tree(workspace: string): Promise<Answer> {
    return this.ask('GET /api/v1/workspaces/:workspace_id/tree', {}, workspace)
  }

  changeRole(workspace: string, person: Person, role: Role): Promise<Answer> {
    const operation = 'PATCH /api/v1/workspaces/:workspace_id/members/:user_id'
    return this.ask(operation, { json: { role } }, workspace, person.id)
  }

  remove(workspace: string, person: Person): Promise<Answer> {
    return this.ask('DELETE /api/v1/workspaces/:workspace_id/members/:user_id', {}, workspace, person.id)
  }
}

/** A notebook with one page that has an image, a text, a to-do and a highlight. */
async function writeNotebook({ device, id }: Person): Promise<void> {
  await device.announceManifest({ scope: 'library', notebooks: [notebook(1, [1])] })
  expect((await device.put(1)).status).toBe(200)
  const page = askDatabase(
    served.database,
    `UPDATE pages SET ocr_text = 'A heron by the river', ocr_status = 'completed'
     WHERE user_id = '${id}' AND page_uuid = '${uuid(1)}' RETURNING id`,
  )
  askDatabase(
    served.database,
    `INSERT INTO todos (user_id, page_id, ordinal, text, text_hash) VALUES ('${id}', '${page}', 0, 'Buy ink', 't1:0');
     INSERT INTO highlights (user_id, page_id, ordinal, original_text, text_hash)
     VALUES ('${id}', '${page}', 0, 'Heron', 't1:0')`,
  )
}

interface Shared {
  ann: Person
  bob: Person
  workspace: string
  /** The server's id of Ann's notebook, by which Bob names it. */
  notebook: string
  page: string
  todo: string
  highlight: string
}

/** Ann's notebook in a workspace that Bob is a member of. */
async function share(role: Role): Promise<Shared> {
  const [ann, bob] = [await Person.signUp(), await Person.signUp()]
  await writeNotebook(ann)
  const workspace = await ann.create()
  expect((await bob.accept(await ann.invite(workspace, role))).body).toMatchObject({ id: workspace, role })
  const moved = (await ann.move(workspace)).body
  const shown = await ann.ask('GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid', {}, uuid(1), uuid(1))
  const { id: page, todos, highlights } = shown.body
  return { ann, bob, workspace, notebook: moved.id, page, todo: todos[0].id, highlight: highlights[0].id }
}

const pageRoute = 'GET /api/v1/notebooks/:notebook_uuid/pages/:page_uuid'
const ifMatch = { 'if-match': '*' }

const fileOf = (document_id: string) => {
  const bytes = png(7)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const facts = { file_name: 'sketch.png', content_type: 'image/png', size: bytes.length, sha256 }
  return { bytes, json: { scope: 'attachment', document_id, ...facts } }
}

/** Presigns, sends and completes an attachment, and returns its id. */
async function attach(person: Person, page: string): Promise<string> {
  const { bytes, json } = fileOf(page)
  const { id, headers } = (await person.ask('POST /api/v1/uploads/presign', { json })).body
  expect((await person.ask('PUT /api/v1/uploads/:id/content', { bytes, headers }, id)).status).toBe(204)
  expect((await person.ask('POST /api/v1/uploads/:id/complete', {}, id)).status).toBe(200)
  return id
}

/** What readers and writers ask for, by name. */
const reading: Record<string, (person: Person, shared: Shared) => Promise<Answer>> = {
  workspace: (person, { workspace }) => person.ask('GET /api/v1/workspaces/:workspace_id', {}, workspace),
  members: (person, { workspace }) => person.ask('GET /api/v1/workspaces/:workspace_id/members', {}, workspace),
  tree: (person, { workspace }) => person.tree(workspace),
  covers: (person, { workspace, notebook }) =>
    person.ask('GET /api/v1/workspaces/:workspace_id/covers', {}, workspace, `?notebook=${notebook}`),
  changes: (person, { workspace }) => person.ask('GET /api/v1/workspaces/:workspace_id/changes', {}, workspace),
  documents: (person, { workspace }) =>
    person.ask('GET /api/v1/workspaces/:workspace_id/documents', {}, workspace, '?query=heron'),
  search: (person, { workspace }) => person.ask('GET /api/v1/search', {}, `?q=heron&workspace_id=${workspace}`),
  todos: (person, { workspace }) => person.ask('GET /api/v1/todos', {}, `?workspace_id=${workspace}`),
  notebook: (person, { notebook }) => person.ask('GET /api/v1/notebooks/:notebook_uuid', {}, notebook),
  page: (person, { notebook }) => person.ask(pageRoute, {}, notebook, uuid(1)),
  image: (person, { notebook }) => person.ask(`${pageRoute}/image`, {}, notebook, uuid(1)),
  document: (person, { page }) => person.ask('GET /api/v1/documents/:id', {}, page),
  versions: (person, { page }) => person.ask('GET /api/v1/documents/:id/versions', {}, page),
  attachments: (person, { page }) => person.ask('GET /api/v1/documents/:id/attachments', {}, page),
}
const writing: Record<string, (person: Person, shared: Shared) => Promise<Answer>> = {
  tick: (person, { todo }) => person.ask('PATCH /api/v1/todos/:id', { json: { is_completed: true } }, todo),
  correct: (person, { page }) =>
    person.ask('PUT /api/v1/documents/:id', { headers: ifMatch, json: { content: '- [ ] Watch the heron' } }, page),
  'undo a correction': (person, { page }) => person.ask('DELETE /api/v1/documents/:id', { headers: ifMatch }, page),
  'name a version': (person, { page }) =>
    person.ask('POST /api/v1/documents/:id/versions', { json: { name: 'First' } }, page),
  'write a note on a highlight': (person, { highlight }) =>
    person.ask('PATCH /api/v1/highlights/:id', { json: { note: 'Grey' } }, highlight),
  attach: (person, { page }) => person.ask('POST /api/v1/uploads/presign', { json: fileOf(page).json }),
}
const managing: Record<string, (person: Person, shared: Shared) => Promise<Answer>> = {
  rename: (person, { workspace }) =>
    person.ask('PATCH /api/v1/workspaces/:workspace_id', { json: { name: 'Mine' } }, workspace),
  invite: (person, { workspace }) =>
    person.ask('POST /api/v1/workspaces/:workspace_id/invitations', { json: { role: 'viewer' } }, workspace),
  invitations: (person, { workspace }) => person.ask('GET /api/v1/workspaces/:workspace_id/invitations', {}, workspace),
  'audit log': (person, { workspace }) => person.ask('GET /api/v1/workspaces/:workspace_id/audit-log', {}, workspace),
  'change a role': (person, { workspace, ann }) => person.changeRole(workspace, ann, 'member'),
  remove: (person, { workspace, ann }) => person.remove(workspace, ann),
  delete: (person, { workspace }) => person.ask('DELETE /api/v1/workspaces/:workspace_id', {}, workspace),
}
const ofItsPerson: Record<string, (person: Person, shared: Shared) => Promise<Answer>> = {
  'delete the notebook': (person, { notebook }) => person.ask('DELETE /api/v1/notebooks/:notebook_uuid', {}, notebook),
  'move the notebook': (person, { notebook }) => person.move(person.id, notebook),
  'transcribe again': (person, { notebook }) =>
    person.ask(
      'POST /api/v1/notebooks/:notebook_uuid/pages/:page_uuid/transcribe-again',
      { json: { instead_of: '2026-11-20T12:00:05+00:00' } },
      notebook,
      uuid(1),
    ),
}

async function statuses(asks: typeof reading, person: Person, shared: Shared): Promise<Record<string, number>> {
  const given: Record<string, number> = {}
  for (const [name, ask] of Object.entries(asks)) given[name] = (await ask(person, shared)).status
  return given
}

const all = (asks: typeof reading, status: number) =>
  Object.fromEntries(Object.keys(asks).map((name) => [name, status]))
const isGood = (given: Record<string, number>) => Object.entries(given).filter(([, status]) => status >= 300)

describe('a viewer', () => {
  it('reads everything of a shared notebook, and changes nothing', async () => {
    const shared = await share('viewer')
    await shared.ann.ask('POST /api/v1/documents/:id/versions', { json: { name: 'First' } }, shared.page)
    expect(await statuses(reading, shared.bob, shared)).toEqual(all(reading, 200))
    expect(await statuses(writing, shared.bob, shared)).toEqual(all(writing, 403))
    expect(await statuses(managing, shared.bob, shared)).toEqual(all(managing, 403))
    expect(await statuses(ofItsPerson, shared.bob, shared)).toEqual(all(ofItsPerson, 404))
    const refused = await writing.tick?.(shared.bob, shared)
    expect(refused?.body).toMatchObject({ type: 'role_refused', detail: expect.stringContaining('owners') })
  })

  it('sees what it is', async () => {
    const { bob, ann, workspace, notebook: id } = await share('viewer')
    const { items } = (await bob.tree(workspace)).body
    expect(items).toMatchObject([{ id, notebook_uuid: uuid(1), workspace_id: workspace, owner_id: ann.id }])
    const found = (await reading.search?.(bob, { workspace } as Shared))?.body
    expect(found.items).toMatchObject([
      { notebook: { id }, pages: [{ snippets: [{ source: 'text' }, { source: 'highlight' }] }] },
    ])
    expect((await reading.todos?.(bob, { workspace } as Shared))?.body.items).toMatchObject([{ text: 'Buy ink' }])
    expect((await reading.documents?.(bob, { workspace } as Shared))?.body.items).toMatchObject([{ owner_id: ann.id }])
    expect((await bob.ask('GET /api/v1/notebooks/tree')).body.items).toEqual([])
  })
})

describe('a member', () => {
  it('writes, but manages nothing', async () => {
    const shared = await share('member')
    expect(isGood(await statuses(reading, shared.bob, shared))).toEqual([])
    expect(isGood(await statuses(writing, shared.bob, shared))).toEqual([])
    expect(await statuses(managing, shared.bob, shared)).toEqual(all(managing, 403))
    expect(await statuses(ofItsPerson, shared.bob, shared)).toEqual(all(ofItsPerson, 404))
  })

  it('corrects the text, and its person and other members see that', async () => {
    const shared = await share('member')
    await writing.correct?.(shared.bob, shared)
    const { body } = await shared.ann.ask(pageRoute, {}, uuid(1), uuid(1))
    expect(body.document).toBe('- [ ] Watch the heron')
    expect(body.todos).toContainEqual(expect.objectContaining({ text: 'Watch the heron' }))
    const found = await shared.bob.ask('GET /api/v1/search', {}, `?q=watch&workspace_id=${shared.workspace}`)
    expect(found.body.total).toBe(1)
  })

  it('ticks several to-dos at once, which a viewer may not', async () => {
    const { ann, bob, workspace, todo } = await share('member')
    const tick = (is_completed: boolean) => bob.ask('PATCH /api/v1/todos', { json: { ids: [todo], is_completed } })
    expect((await tick(true)).body.changed).toEqual([todo])
    await ann.changeRole(workspace, bob, 'viewer')
    expect((await tick(false)).body).toMatchObject({ status: 403, type: 'role_refused' })
    await ann.remove(workspace, bob)
    expect((await tick(false)).body.changed).toEqual([])
  })

  it('attaches a file, which is stored with the person of the notebook', async () => {
    const { ann, bob, page } = await share('member')
    const id = await attach(bob, page)
    expect((await ann.ask('GET /api/v1/attachments/:id', {}, id)).bytes).toEqual(png(7))
    expect((await bob.ask('GET /api/v1/attachments/:id', {}, id)).bytes).toEqual(png(7))
    const owner = `SELECT user_id FROM attachments WHERE id = '${id}'`
    expect(askDatabase(served.database, owner)).toContain(ann.id)
    expect((await bob.ask('DELETE /api/v1/attachments/:id', {}, id)).status).toBe(204)
  })

  it('who is made a viewer is refused with a reason, and keeps reading', async () => {
    const shared = await share('member')
    expect((await writing.tick?.(shared.bob, shared))?.status).toBe(204)
    await shared.ann.changeRole(shared.workspace, shared.bob, 'viewer')
    expect((await writing.correct?.(shared.bob, shared))?.body).toMatchObject({ status: 403, type: 'role_refused' })
    expect((await reading.document?.(shared.bob, shared))?.status).toBe(200)
  })

  it('writes a note that is theirs, and that only they can delete', async () => {
    const { ann, bob, workspace } = await share('member')
    const create = 'POST /api/v1/workspaces/:workspace_id/documents'
    const note = await bob.ask(create, { json: { content: 'Otters' } }, workspace)
    expect(note).toMatchObject({ status: 201, body: { workspace_id: workspace, owner_id: bob.id } })
    const change = { headers: ifMatch, json: { content: 'Two otters' } }
    expect((await ann.ask('PUT /api/v1/documents/:id', change, note.body.id)).status).toBe(200)
    const remove = 'DELETE /api/v1/documents/:id'
    expect((await ann.ask(remove, { headers: ifMatch }, note.body.id)).status).toBe(403)
    expect((await bob.ask(remove, { headers: ifMatch }, note.body.id)).status).toBe(204)
  })

  it('has a notebook with the same uuid: each keeps their own', async () => {
    const shared = await share('member')
    const { bob, ann } = shared
    await bob.device.announceManifest({ scope: 'library', notebooks: [notebook(1, [1], 'Mine')] })
    const show = (which: string) => bob.ask('GET /api/v1/notebooks/:notebook_uuid', {}, which)
    expect((await show(uuid(1))).body).toMatchObject({ visible_name: 'Mine', owner_id: bob.id })
    expect((await show(shared.notebook)).body).toMatchObject({ visible_name: 'Diary', owner_id: ann.id })
    const image = await bob.ask(`${pageRoute}/image`, {}, uuid(1), uuid(1))
    expect(image.status, 'Their own page has no image.').toBe(404)
    expect((await reading.image?.(bob, shared))?.status).toBe(200)
  })
})

describe('others', () => {
  it('who are no members find nothing', async () => {
    const shared = await share('member')
    const eve = await Person.signUp()
    for (const asks of [reading, writing, managing, ofItsPerson])
      expect(await statuses(asks, eve, shared)).toEqual(all(asks, 404))
  })

  it('who were removed find nothing from the next request on', async () => {
    const shared = await share('member')
    expect((await shared.ann.remove(shared.workspace, shared.bob)).status).toBe(204)
    for (const asks of [reading, writing, managing, ofItsPerson])
      expect(await statuses(asks, shared.bob, shared)).toEqual(all(asks, 404))
  })

  it('who wait for changes when they are removed are answered', async () => {
    const { ann, bob, workspace } = await share('member')
    const { cursor } = (await bob.tree(workspace)).body
    const changes = 'GET /api/v1/workspaces/:workspace_id/changes'
    const waiting = bob.ask(changes, {}, workspace, `?since=${cursor}&wait=25`)
    await ann.remove(workspace, bob)
    expect((await waiting).status).toBe(404)
  })
})

describe('changes', () => {
  it('wake members who wait, whoever makes them', async () => {
    const shared = await share('member')
    const { ann, bob, workspace } = shared
    const { cursor } = (await ann.tree(workspace)).body
    const changes = 'GET /api/v1/workspaces/:workspace_id/changes'
    const waiting = bob.ask(changes, {}, workspace, `?since=${cursor}&wait=25`)
    await ann.ask('PATCH /api/v1/todos/:id', { json: { is_completed: true } }, shared.todo)
    expect((await waiting).body.items).toMatchObject([{ kind: 'todo', value: { is_completed: true } }])
    await bob.device.announceManifest({ scope: 'library', notebooks: [notebook(2, [2], 'Otters')] })
    const next = ann.ask(changes, {}, workspace, `?since=${(await waiting).body.next}&wait=25`)
    await bob.move(workspace, uuid(2))
    expect((await next).body.items).toContainEqual(expect.objectContaining({ kind: 'notebook', deleted: false }))
  })
})

describe('a notebook', () => {
  it('is moved by its person only to where they may write', async () => {
    const { ann, bob, workspace, notebook: id } = await share('viewer')
    await bob.device.announceManifest({ scope: 'library', notebooks: [notebook(2, [2])] })
    expect((await bob.move(workspace, uuid(2))).body).toMatchObject({ status: 403, type: 'role_refused' })
    expect((await ann.move(uuid(7))).status, 'There is no such workspace.').toBe(404)
    expect((await ann.move(ann.id, id)).body).toMatchObject({ workspace_id: ann.id })
    expect((await bob.tree(workspace)).body.items).toEqual([])
  })

  it('stays where it is when it syncs, and is gone for all when it is deleted', async () => {
    const { ann, bob, workspace } = await share('viewer')
    await ann.device.announceManifest({ scope: 'library', notebooks: [notebook(1, [1, 2], 'Renamed')] })
    expect((await bob.tree(workspace)).body.items).toMatchObject([{ visible_name: 'Renamed' }])
    await ann.ask('DELETE /api/v1/notebooks/:notebook_uuid', {}, uuid(1))
    expect((await bob.tree(workspace)).body.items).toEqual([])
    expect((await ann.move(ann.id)).status).toBe(404)
    await ann.ask('POST /api/v1/notebooks/:notebook_uuid/restore', {}, uuid(1))
    expect((await bob.tree(workspace)).body.items).toHaveLength(1)
  })

  it('of a folder is none: a folder stays', async () => {
    const ann = await Person.signUp()
    const folder = { notebook_uuid: uuid(3), document_type: 'folder', visible_name: 'Shelf' }
    await ann.device.announceManifest({ scope: 'library', notebooks: [folder] })
    expect((await ann.move(await ann.create(), uuid(3))).status).toBe(409)
  })
})

describe('an invitation', () => {
  it('says what it is for, and is used once, within seven days', async () => {
    const { ann, workspace } = await share('viewer')
    const eve = await Person.signUp()
    const token = await ann.invite(workspace, 'member')
    const preview = () => eve.ask('POST /api/v1/invitations/preview', { json: { token } })
    expect((await preview()).body).toMatchObject({ workspace_name: 'Field notes', role: 'member', is_member: false })
    expect((await eve.accept(token)).status).toBe(200)
    const zoe = await Person.signUp()
    expect((await zoe.accept(token)).body).toMatchObject({ status: 410, type: 'invitation_used' })
    const old = await ann.invite(workspace, 'member')
    askDatabase(served.database, `UPDATE workspace_invitations SET expires_at = now() WHERE used_at IS NULL`)
    expect((await zoe.accept(old)).body).toMatchObject({ status: 410, type: 'invitation_expired' })
    expect((await zoe.accept('a guess')).status).toBe(404)
  })

  it('is accepted by people, not by devices', async () => {
    const { ann, workspace } = await share('viewer')
    const token = await ann.invite(workspace, 'member')
    const agent = (await ann.ask('POST /api/v1/auth/agent-token', { json: { name: 'shelf' } })).body.access_token
    const answer = await api.ask('POST /api/v1/invitations/accept', { token: agent, json: { token } })
    expect(answer.status).toBe(403)
  })
})
