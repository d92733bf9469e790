// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'
import { describe, expect, it } from 'vitest'
import { integration, quotaNow, record, treeItem, uuidOf } from '../../testing/server-facts.ts'
import { diagnosticsOf, type Facts } from './diagnostics.ts'

/** In every field that users or services can fill in. */
const secret = 'SECRET “tagebuch” <b>x</b>\nToken: rm_0123456789'

const hostile: Facts = {
  tree: [treeItem(uuidOf('diary'), { visible_name: secret, full_path: secret, tags: [secret], authors: [secret] })],
  quota: quotaNow({ paused_because: secret, deferred_pages: 4 }),
  health: {
    queue_processor: 'behind',
    last_processed_at: '2026-11-20T12:00:00+00:00',
    stale_syncs_count: 1,
    targets: { ocr: { pending: 2, processing: 1, failed: 0 }, [secret]: { pending: 0, processing: 0, failed: 0 } },
  },
  integrations: [
    integration(secret, { settings: { address: `https://example.org/${secret}` } }),
    integration('notion', {
      settings: { database: secret },
      choice: { notebooks: [uuidOf('diary')], folders: [], tags: [secret] },
      state: 'stopped',
      stopped: {
        since: '2026-11-20T12:00:00+00:00',
        error_class: 'auth_error',
        error_message: secret,
        try_at: null,
      },
      counts: { pending: 1, in_progress: 0, success: 12, retry: 3, failed: 2, skipped: 0 },
    }),
  ],
  failed: [
    record('1', { target_name: 'notion', status: 'failed', error_class: 'invalid_data', error_message: secret }),
    record('2', {
      target_name: 'notion',
      status: 'failed',
      error_class: 'invalid_data',
      url: `https://x.org/${secret}`,
    }),
  ],
  warnings: [
    {
      ...{ id: uuidOf('w'), notebook_uuid: uuidOf('diary'), visible_name: secret, cause: 'dropped' },
      pages: { before: 40, now: 12, held: 28 },
      highlights: { before: 3, now: 1, held: 2 },
      created_at: '2026-11-20T12:00:00+00:00',
    },
  ],
  devices: [
    {
      ...{ id: uuidOf('d'), name: secret, addedAt: 0, lastUsedAt: 0, expiresAt: 0 },
      ...{ renewals: 0, renewedAt: null, reusedAt: null },
      state: {
        version: secret,
        platform: 'linux-x64',
        sources: [secret],
        lastSyncAt: Date.UTC(2026, 10, 20),
        problem: secret,
      },
    },
  ],
}

describe('diagnostics', () => {
  const text = diagnosticsOf(hostile)

  it('hold nothing that people or services wrote, and no id or address', () => {
    for (const word of ['SECRET', 'tagebuch', '<b>', 'rm_0123', 'example.org', 'x.org', uuidOf('diary'), uuidOf('d')])
      expect(text).not.toContain(word)
    // Injected line breaks start no row either.
    expect(text.split('\n').every((row) => row === '' || /^[A-Z][A-Za-z ?_]*: .+$/.test(row))).toBe(true)
  })

  it('tell states, counts, codes and times', () => {
    for (const row of [
      'Pages: total 2, synced 2, not_synced 0, pending 0, pending_quota 0, failed 0',
      'Quota: 1 used, 2 reserved, limit 30, 4 deferred',
      'Transcription: paused',
      'Queue: behind, last at 2026-11-20T12:00:00.000Z, 1 stale',
      'Queue of: ocr: 2 pending, 1 processing, 0 failed',
      'Failed deliveries: notion highlight invalid_data 2',
      'Warnings: dropped, 40 to 12 pages, 3 to 1 highlights, since 2026-11-20T12:00:00.000Z',
      'Devices: ? linux-x64, synced 2026-11-20T00:00:00.000Z',
    ])
      expect(text).toContain(`${row}\n`)
    expect(text).toMatch(
      /^Integration notion: stopped, stopped by auth_error since 2026-11-20T12:00:00\.000Z, .*failed 2.*some notebooks$/m,
    )
  })

  it('say of what could not be loaded why', () => {
    const busy = new ApiProblem(new Response(null, { status: 503 }), { detail: secret })
    const facts = { ...hostile, quota: busy, tree: new Error(secret) }
    expect(diagnosticsOf(facts)).toContain('Quota: not loaded (503)\n')
    expect(diagnosticsOf(facts)).toContain('Pages: not loaded (unknown)\n')
    expect(diagnosticsOf(facts)).not.toContain('SECRET')
  })
})
