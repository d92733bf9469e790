// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHash } from 'node:crypto'
import type { Question } from '../answers.ts'
import { png, uuid } from '../library.ts'
import { type Both, type Case, type Cases, inBoth } from './cases.ts'
import { type House, type Place, type Things, words } from './house.ts'

/** A version that there isn't, so that a document stays as it is. */
const otherVersion = { 'if-match': '"1"' }

function pictured(bytes: Uint8Array<ArrayBuffer>): Question {
  const digest = createHash('sha256').update(bytes).digest('base64')
  return { bytes, headers: { 'content-type': 'image/png', 'content-digest': `sha-256=:${digest}:` } }
}

/** What only the person may do, who names a notebook as the tablet does: by the server's id nobody may. */
function ownNotebook(things: Both, more: Partial<Case> = {}, page = (_: Things): string[] => []): Case[] {
  return [
    { kind: 'own', ...inBoth(things, (each) => [uuid(each.number), ...page(each)]), ...more },
    { ...more, kind: 'none', ...inBoth(things, (each) => [each.notebook, ...page(each)]) },
  ]
}

function notebookCases(house: House, things: Both): Cases {
  const page = inBoth(things, ({ notebook, number }) => [notebook, uuid(number)])
  const ofOwn = ({ number }: Things) => [uuid(number)]
  const route = '/api/v1/notebooks/:notebook_uuid'
  const pageRoute = `${route}/pages/:page_uuid`
  const instead_of = '2026-11-20T12:00:05+00:00'
  const query = '?ink_hash=i1:1&x=0&y=0&width=8&height=8'
  return {
    [`GET ${route}`]: [{ kind: 'read', ...inBoth(things, ({ notebook }) => [notebook]) }],
    [`PATCH ${route}`]: ownNotebook(things, { question: { json: { language: 'he' } } }),
    [`DELETE ${route}`]: ownNotebook(things, {
      spare: async (place = 'private') => [(await house.notebook(place, things[place].workspace)).uuid],
    }),
    [`GET ${pageRoute}`]: [{ kind: 'read', ...page }],
    [`GET ${pageRoute}/image`]: [{ kind: 'read', ...page }],
    [`GET ${pageRoute}/related`]: [{ kind: 'read', ...page }],
    [`PUT ${pageRoute}/image`]: ownNotebook(things, { query, question: pictured(png(1)) }, ofOwn),
    [`PUT ${pageRoute}/imported`]: ownNotebook(things, { question: { json: {} } }, ofOwn),
    [`POST ${pageRoute}/transcribe-again`]: ownNotebook(things, { question: { json: { instead_of } } }, ofOwn),
    [`GET ${route}/reading-words`]: ownNotebook(things),
    [`PUT ${route}/reading-words`]: ownNotebook(things, { question: { json: { words: 'Jo is a name' } } }),
    [`POST ${pageRoute}/reading-trial`]: ownNotebook(things, { question: { json: { words: '' } } }, ofOwn),
    [`POST ${pageRoute}/read-pictures`]: ownNotebook(things, {}, ofOwn),
    [`PUT ${route}/workspace`]: [
      {
        kind: 'own',
        ...inBoth(things, ({ notebook }) => [notebook]),
        question: { json: { workspace_id: things.shared.workspace } },
        // It may be seen where it goes to.
        spare: async (place = 'private') => [(await house.notebook('shared', things[place].workspace)).id],
      },
    ],
  }
}

async function deletedCases(house: House, things: Both): Promise<Cases> {
  const deleted = (place: Place = 'private') => house.deleted(place, things[place].workspace)
  const [shared, own] = [await deleted('shared'), await deleted('private')]
  const asked: Case[] = [
    {
      kind: 'own',
      shared: [shared.uuid],
      private: [own.uuid],
      spare: async (place) => [(await deleted(place)).uuid],
    },
    { kind: 'none', shared: [shared.id], private: [own.id] },
  ]
  return {
    'DELETE /api/v1/notebooks/deleted/:notebook_uuid': asked,
    'POST /api/v1/notebooks/:notebook_uuid/restore': asked,
  }
}

function documentCases(things: Both): Cases {
  const page = inBoth(things, ({ page }) => [page])
  const note = inBoth(things, ({ note }) => [note])
  const change = { headers: otherVersion, json: { content: `Not written ${words.shared}` } }
  return {
    'GET /api/v1/documents/:id': [
      { kind: 'read', ...page },
      { kind: 'read', ...note },
    ],
    'PUT /api/v1/documents/:id': [
      { kind: 'write', ...page, question: change },
      { kind: 'write', ...note, question: change },
    ],
    'DELETE /api/v1/documents/:id': [
      { kind: 'write', ...page, question: { headers: otherVersion } },
      { kind: 'write, and delete what is theirs', ...note, question: { headers: otherVersion } },
    ],
    'GET /api/v1/documents/:id/attachments': [{ kind: 'read', ...page }],
    'GET /api/v1/documents/:id/versions': [{ kind: 'read', ...page }],
    'POST /api/v1/documents/:id/versions': [{ kind: 'write', ...page, question: { json: { name: 'Once more' } } }],
    'GET /api/v1/documents/:id/versions/:version_id': [
      { kind: 'read', ...inBoth(things, ({ page, version }) => [page, version]) },
    ],
    'PATCH /api/v1/todos/:id': [
      { kind: 'write', ...inBoth(things, ({ todo }) => [todo]), question: { json: { is_completed: true } } },
    ],
    'PATCH /api/v1/highlights/:id': [
      { kind: 'write', ...inBoth(things, ({ highlight }) => [highlight]), question: { json: { note: 'Seen' } } },
    ],
  }
}

/** Operations that name something elsewhere than in their path. */
function namingCases(house: House, things: Both): Cases {
  // One's own are found without an id.
  const within = (queryOf: (id: string) => string): Case[] => [
    { kind: 'read', shared: [things.shared.workspace], queryOf },
    { kind: 'none', private: [house.person], queryOf },
  ]
  const upload = (which: 'page' | 'note'): Case => ({
    kind: 'write',
    ...inBoth(things, (each) => [each[which]]),
    bodyOf: (id) => house.factsOf(id, 'shared'),
  })
  return {
    'GET /api/v1/search': within((id) => `?q=${words.shared}&workspace_id=${id}`),
    'GET /api/v1/todos': within((id) => `?workspace_id=${id}`),
    'POST /api/v1/uploads/presign': [upload('page'), upload('note')],
    'POST /api/v1/links': [
      {
        kind: 'own',
        ...inBoth(things, ({ number }) => [uuid(number)]),
        bodyOf: (notebook_uuid) => ({ notebook_uuid, allows_download: false }),
      },
    ],
  }
}

async function attachmentCases(house: House, things: Both): Promise<Cases> {
  const presigned = async (place: Place = 'private') => [(await house.presign(things[place].page, place)).id]
  const sent = async (place: Place = 'private') => [await house.sent(things[place].page, place)]
  const attached = async (place: Place = 'private') => [await house.attachment(things[place].page, place)]
  const { headers } = await house.presign(things.shared.page, 'shared')
  const attachment = inBoth(things, ({ attachment }) => [attachment])
  return {
    'PUT /api/v1/uploads/:id/content': [
      {
        kind: 'write',
        shared: await presigned('shared'),
        private: await presigned('private'),
        question: { bytes: png(7), headers },
        spare: presigned,
      },
    ],
    'POST /api/v1/uploads/:id/complete': [
      { kind: 'write', shared: await sent('shared'), private: await sent('private'), spare: sent },
    ],
    'GET /api/v1/attachments/:id': [{ kind: 'read', ...attachment }],
    'DELETE /api/v1/attachments/:id': [{ kind: 'write', ...attachment, spare: attached }],
  }
}

/** The name of a piece that is stored. */
async function storeChunk(house: House): Promise<string> {
  const bytes = new TextEncoder().encode(`sealed ${words.private}`)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await house.ask('PUT /api/v1/backups/key', [], { json: { key_id: uuid(51), revision: 0, record: '{}' } })
  const json = { scope: 'backup', chunk: sha256, size: bytes.length, sha256 }
  const { id, headers } = (await house.ask('POST /api/v1/uploads/presign', [], { json })).body
  await house.ask('PUT /api/v1/uploads/:id/content', [id], { bytes, headers })
  await house.ask('POST /api/v1/uploads/:id/complete', [id])
  return sha256
}

async function backupCases(house: House): Promise<Cases> {
  const chunk = await storeChunk(house)
  const backup = async () => {
    const id = house.sql('SELECT uuid_v7()')
    const json = { id, key_id: uuid(51), sealed: 'c2VhbGVk', chunks: [chunk] }
    await house.ask('POST /api/v1/backups', [], { json })
    return [id]
  }
  return {
    'DELETE /api/v1/backups/:id': [{ kind: 'own', ids: await backup(), spare: backup }],
    'GET /api/v1/backups/chunks/:name': [{ kind: 'own', ids: [chunk], unknown: ['0'.repeat(64)] }],
  }
}

function linkCases(house: House, things: Both): Cases {
  const page = inBoth(things, ({ number }) => [uuid(number)])
  return {
    'DELETE /api/v1/links/:id': [
      {
        kind: 'own',
        ...inBoth(things, ({ link }) => [link]),
        spare: async (place = 'private') => [(await house.link(things[place].number)).id],
      },
    ],
    'GET /api/v1/shared/pages/:page_uuid': [{ kind: 'link', ...page }],
    'GET /api/v1/shared/pages/:page_uuid/image': [{ kind: 'link', ...page }],
    'GET /api/v1/shared/attachments/:id': [{ kind: 'link', ...inBoth(things, ({ attachment }) => [attachment]) }],
  }
}

export async function libraryCases(house: House, things: Both): Promise<Cases> {
  return {
    ...notebookCases(house, things),
    ...(await deletedCases(house, things)),
    ...documentCases(things),
    ...namingCases(house, things),
    ...(await attachmentCases(house, things)),
    ...(await backupCases(house)),
    ...linkCases(house, things),
  }
}
