// SPDX-License-Identifier: AGPL-3.0-or-later
// Errors of a server are reported to Sentry or a compatible service, once each, and without what people wrote.
import { expect, it } from 'vitest'
import { startSentry } from '../../e2e/emulators/sentry.mjs'
import { startCluster, startServer } from '../world/programs.ts'
import { Api } from './answers.ts'
import { signUp, uuid } from './library.ts'

it('reports what failed and for which request, and nothing that people wrote', async () => {
  const sentry = await startSentry({ project: '2', key: '0123456789abcdef0123456789abcdef' })
  const database = await startCluster()
  await using server = await startServer(database.said, {
    RMIRROR_SENTRY_DSN: sentry.dsn,
    RMIRROR_STAGING: 'on',
    // What libpqxx leaks on a lost connection is not the test's concern.
    ASAN_OPTIONS: 'detect_leaks=0',
  })
  const api = new Api(server.said)
  const token = await signUp(api, 'ann@example.org')
  await database[Symbol.asyncDispose]()

  const diary = { notebook_uuid: uuid(1), document_type: 'notebook', visible_name: 'My secret diary', pages: [] }
  const json = { scope: 'library', notebooks: [diary] }
  const failed = await api.ask('POST /api/v1/sync/manifest', { token, json })
  expect(failed.status).toBe(503)
  // The same once more isn't reported again.
  expect((await api.ask('POST /api/v1/sync/manifest', { token, json })).status).toBe(503)

  const ofHandlers = () => sentry.events.filter(({ message }) => message.formatted === 'handler failed')
  await expect.poll(() => ofHandlers().length).toBe(1)
  expect(ofHandlers()[0]).toMatchObject({
    level: 'error',
    platform: 'native',
    environment: 'staging',
    release: expect.stringMatching(/^rmirror-server@\d+\.\d+\.\d+/),
    tags: { request_id: failed.headers.get('x-request-id') },
  })
  const all = JSON.stringify(sentry.events)
  for (const secret of ['diary', 'ann@', token, 'host=', uuid(1)]) expect(all).not.toContain(secret)
  expect(new Set(sentry.events.map(({ fingerprint }) => `${fingerprint}`)).size).toBe(sentry.events.length)
  expect(sentry.violations).toEqual([])
  await sentry.close()
})
