// SPDX-License-Identifier: AGPL-3.0-or-later
// How soon a target hears of a change, and what it costs to compare a large library with what a target has of it.
import { randomUUID } from 'node:crypto'
import { startWebhookReceiver } from '../../../e2e/emulators/webhook-receiver.mjs'
import { askDatabase } from '../../world/programs.ts'
import { ask, send, signUp } from './device.ts'
import type { Bench } from './processes.ts'
import { type Times, timesOf } from './times.ts'

const notebooks = 1000
const pagesEach = 50
/** Letters; about as many as are read of a page. */
const textLength = 800
const comparisons = 3
const changes = 60

export interface TargetsSpeed {
  /** Seconds to compare 50,000 pages and their notebooks with their records, none of which differs; each page has a picture. */
  comparison: number
  /** Milliseconds from a manifest with a new text until the receiver has the call, with that library beside it. */
  commitToCall: Times
}

/** Of a server with RMIRROR_PRIVATE_URLS. */
export async function measureTargets(bench: Bench): Promise<TargetsSpeed> {
  const receiver = await startWebhookReceiver()
  try {
    const token = await signUp(bench)
    const userId = (await ask(bench, token, 'GET', 'me')).id
    writeLibrary(bench, userId)
    const put = (is_enabled: boolean) =>
      ask(bench, token, 'PUT', 'integrations/webhook', { is_enabled, settings: { address: `${receiver.address}/in` } })
    const { drawn } = await put(false)
    receiver.service.secrets.set('/in', drawn.signing_secret)
    writeRecords(bench, userId)
    await put(true)
    const comparison = await compare(bench, token)
    return { comparison, commitToCall: await change(bench, token, receiver.service.requests) }
  } finally {
    await receiver.close()
  }
}

function notebookOf(texts: string[]) {
  const pages = texts.map((text) => ({
    page_uuid: randomUUID(),
    has_ink: false,
    typed_text: text,
    typed_markdown: text,
  }))
  return { notebook_uuid: randomUUID(), document_type: 'notebook', visible_name: 'Diary', pages }
}

/** At once rather than page by page as the triggers would, which takes minutes. */
function writeLibrary({ databaseUrl }: Bench, userId: string): void {
  askDatabase(
    databaseUrl,
    `INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, last_modified)
     SELECT '${userId}', gen_random_uuid(), 'notebook', 'Notebook ' || number, now() - number * interval '1 hour'
     FROM generate_series(1, ${notebooks}) AS number;
     SET session_replication_role = replica;
     INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ink_hash, image_hash, ocr_status, ocr_text, change)
     SELECT user_id, id, gen_random_uuid(), page, 'i1:1', 'i1:1', 'completed',
            rpad('Page ' || page || '. ', ${textLength}, 'Some words that stand on it. '), 1
     FROM notebooks, generate_series(1, ${pagesEach}) AS page WHERE user_id = '${userId}';
     INSERT INTO blobs (id, user_id, sha256, media_type, size_bytes, store)
     SELECT id, user_id, encode(sha256(id::text::bytea), 'hex'), 'image/png', 10000, 'disk' FROM pages
     WHERE user_id = '${userId}';
     INSERT INTO page_images (user_id, page_id, blob_id, ink_hash, part, part_count, width, height,
                              crop_left, crop_top, crop_width, crop_height)
     SELECT user_id, id, id, ink_hash, 1, 1, 1000, 1400, 0, 0, 1000, 1400 FROM pages WHERE user_id = '${userId}'`,
  )
}

/** As if everything had been delivered. */
function writeRecords({ databaseUrl }: Bench, userId: string): void {
  askDatabase(
    databaseUrl,
    `INSERT INTO sync_records (user_id, target_name, item_type, item_key, notebook_uuid, page_uuid, content_hash, status,
                               synced_at)
     SELECT '${userId}', 'webhook', item_type, item_key, notebook_uuid, page_uuid, content_hash(content), 'success', now()
     FROM (SELECT array_agg(item_type) AS types, array_agg(id) AS keys
           FROM (SELECT user_id, 'page_text' AS item_type, id FROM pages
                 UNION ALL SELECT user_id, unnest(ARRAY['notebook', 'notebook_metadata']), id FROM notebooks) AS item
           WHERE user_id = '${userId}') AS library, items_now('${userId}', NULL, '{pictures}', types, keys)`,
  )
}

async function compare(bench: Bench, token: string): Promise<number> {
  const items = notebooks * (pagesEach + 2)
  const times: number[] = []
  for (let nth = 0; nth < comparisons; nth++) {
    const start = performance.now()
    let answer = await ask(bench, token, 'POST', 'sync/trigger', { target_name: 'webhook' })
    while (answer.state !== 'done') {
      await new Promise((resolve) => setTimeout(resolve, 10))
      answer = await ask(bench, token, 'GET', `sync/trigger/${answer.id}`)
    }
    times.push(performance.now() - start)
    if (answer.skipped_count !== items || answer.synced_count + answer.queued_count + answer.failed_count > 0)
      throw new Error(`Of ${items} items none differs: ${JSON.stringify(answer)}`)
  }
  return timesOf(times).p50 / 1000
}

async function change(bench: Bench, token: string, requests: { at: number }[]): Promise<Times> {
  const times: number[] = []
  const notebook = notebookOf(['Before'])
  const write = async (text: string) => {
    Object.assign(notebook.pages[0] ?? {}, { typed_text: text, typed_markdown: text })
    await send(bench, token, JSON.stringify({ scope: 'notebooks', notebooks: [notebook] }))
  }
  await write('First')
  while (requests.length < 3) await soon()
  for (let nth = 0; nth < changes; nth++) {
    const known = requests.length
    const start = Date.now()
    await write(`Text ${nth}`)
    while (requests.length === known) await soon()
    times.push((requests[known]?.at ?? 0) - start)
  }
  return timesOf(times)
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5))
