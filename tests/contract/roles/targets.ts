// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Question } from '../answers.ts'
import { notebook, uuid } from '../library.ts'
import type { Both, Case, Cases } from './cases.ts'
import { type House, words } from './house.ts'

const webhook = { settings: { address: `http://127.0.0.1:1/${words.private}` } }

const integration = '/api/v1/integrations/:target_name'

async function connect(house: House, target: string, json: Question['json']): Promise<string[]> {
  await house.ask(`PUT ${integration}`, [target], { json: json ?? {} })
  return [target]
}

/** An integration is named by its target, so everybody has the same names. */
async function integrationCases(house: House): Promise<Cases> {
  const one = (question: Question = {}, more: Partial<Case> = {}): Case[] => [
    { kind: 'own', ids: ['webhook'], unknown: ['readwise'], question, ...more },
  ]
  const todoist = () => connect(house, 'todoist', { settings: { token: 'a-token' } })
  return {
    [`GET ${integration}`]: one(),
    [`DELETE ${integration}`]: one({}, { spare: todoist }),
    [`PUT ${integration}/templates`]: one({ json: { templates: null } }, { ids: await todoist(), spare: todoist }),
    [`GET ${integration}/progress`]: one(),
    [`POST ${integration}/backfill`]: one(),
    [`DELETE ${integration}/backfill`]: one(),
    [`POST ${integration}/secret`]: one(),
  }
}

async function deliveryCases(house: House, { shared }: Both): Promise<Cases> {
  const queued = async (status = 'pending') => [
    house.row('sync_queue', 'target_name, item_type, item_key, status', `'webhook', 'todo', uuid_v7(), '${status}'`),
  ]
  const notified = house.row('notifications', 'kind, about, details', `'retries_exhausted', '#', '{}'`)
  const recorded = house.row(
    'sync_records',
    'target_name, item_type, item_key, notebook_uuid, status, metadata',
    `'webhook', 'notebook_metadata', '${shared.notebook}', '${uuid(shared.number)}', 'success', '{"kept": 1}'`,
  )
  const list = (pages: number[]) =>
    house.device.announceManifest({ scope: 'notebooks', notebooks: [notebook(8, pages, words.private)] })
  await list(Array.from({ length: 12 }, (_, index) => 800 + index))
  await list([800])
  const [warning] = (await house.ask('GET /api/v1/sync/warnings')).body.items
  const run = async () => [await house.make('POST /api/v1/sync/trigger', [], {})]
  return {
    'POST /api/v1/sync/queue/:id/retry': [{ kind: 'own', ids: await queued('retry') }],
    'DELETE /api/v1/sync/queue/:id': [{ kind: 'own', ids: await queued(), spare: () => queued() }],
    'POST /api/v1/notifications/:id/read': [{ kind: 'own', ids: [notified] }],
    'POST /api/v1/sync/records/:id/override': [{ kind: 'own', ids: [recorded] }],
    'POST /api/v1/sync/warnings/:id': [{ kind: 'own', ids: [warning.id], question: { json: { answer: 'keep' } } }],
    'GET /api/v1/sync/trigger/:id': [{ kind: 'own', ids: await run(), spare: run }],
  }
}

/** These names everybody may use, and they mean what is the caller's. */
function namedByAll(): Cases {
  const one = (id: string, question: Question = {}): Case[] => [
    { kind: 'elsewhere', ids: [id], unknown: null, question },
  ]
  const state = { state: 'a-guess', code: 'a-guess' }
  return {
    [`PUT ${integration}`]: one('no-such-target', { json: { settings: {} } }),
    [`PUT ${integration}/imported`]: one('no-such-target', { json: { templates: null } }),
    [`POST ${integration}/test`]: one('no-such-target', { json: {} }),
    [`POST ${integration}/options`]: one('no-such-target', { json: { field: 'project' } }),
    [`POST ${integration}/preview`]: [
      { kind: 'signed in', ids: ['webhook'], unknown: ['no-such-target'], question: { json: {} } },
    ],
    [`POST ${integration}/templates/preview`]: one('no-such-target', { json: { templates: {} } }),
    'POST /api/v1/connections/:provider/authorize': one('notion'),
    'POST /api/v1/connections/:provider/callback': one('notion', { json: state }),
    'GET /api/claude/v1/models/:id': one('claude-haiku-5-5'),
  }
}

export async function targetCases(house: House, things: Both): Promise<Cases> {
  await connect(house, 'webhook', webhook)
  return {
    ...(await integrationCases(house)),
    ...(await deliveryCases(house, things)),
    ...namedByAll(),
  }
}
