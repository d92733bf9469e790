// SPDX-License-Identifier: AGPL-3.0-or-later
// What everybody was charged, and what the day has cost, beside what Claude's emulator counted for itself.
import { setTimeout as sleep } from 'node:timers/promises'
import { hangLimits } from '../../world/patience.ts'
import { askDatabase } from '../../world/programs.ts'
import { type ClaudesEntry, modelOfPages, type Place } from './place.ts'
import { reservedDollars, reservedTokens } from './silent-call.ts'

interface Account {
  pages: number
  tokens: number
  dollars: number
}

/** What is wrong when all calls have ended, each as a sentence. */
export async function miscounted(place: Place): Promise<string[]> {
  const patience = Date.now() + hangLimits.poll
  for (;;) {
    const unanswered = chargedWithoutAnswer(place)
    const faults = [...compare(stated(place), counted(await place.claudesCalls(), unanswered)), ...left(place)]
    if (faults.length === 0 || Date.now() > patience) return faults
    await sleep(1000)
  }
}

function compare(stated: Account, counted: Account): string[] {
  const faults: string[] = []
  if (stated.pages !== counted.pages) faults.push(`${stated.pages} pages were charged instead of ${counted.pages}`)
  if (stated.tokens !== counted.tokens) faults.push(`${stated.tokens} tokens were charged instead of ${counted.tokens}`)
  if (Math.abs(stated.dollars - counted.dollars) >= 0.01)
    faults.push(`$${stated.dollars.toFixed(4)} were spent instead of $${counted.dollars.toFixed(4)}`)
  return faults
}

function stated({ database }: Place): Account {
  const ask = (sql: string) => Number(askDatabase(database, sql))
  const used = (type: string) => ask(`SELECT coalesce(sum(used), 0) FROM quota_usage WHERE quota_type = '${type}'`)
  return {
    pages: used('ocr_pages'),
    tokens: used('tokens'),
    dollars: ask(`SELECT coalesce(sum(nanodollars), 0) FROM spend_days`) / 1e9,
  }
}

/** Silent calls whose callers have left; how many of them reached Claude by then Claude cannot say. */
function chargedWithoutAnswer({ database }: Place): number {
  const isCharged = `(details->>'tokens')::bigint > 0 AND NOT details ? 'output_tokens'`
  return Number(askDatabase(database, `SELECT count(*) FROM audit WHERE action = 'claude_messages' AND ${isCharged}`))
}

/** Pages that the server asks for cost dollars and no tokens of a person's. */
function counted(calls: ClaudesEntry[], unanswered: number): Account {
  let [pages, tokens, dollars] = [unanswered, unanswered * reservedTokens, unanswered * reservedDollars]
  for (const call of calls.filter(({ owed }) => owed !== null)) {
    if (call.status === 200) pages += call.images.length
    if (call.model !== modelOfPages) tokens += call.owed ?? 0
    dollars += call.dollars ?? 0
  }
  return { pages, tokens, dollars }
}

/** Units that are still reserved though nothing waits for them any more. */
function left({ database }: Place): string[] {
  const rows = askDatabase(
    database,
    `SELECT quota_type, email, count(*) FROM quota_reservations AS reserved JOIN users ON users.id = reserved.user_id
     WHERE NOT EXISTS (SELECT FROM sync_queue WHERE item_key = page_id AND completed_at IS NULL)
     GROUP BY 1, 2`,
  )
  return rows === '' ? [] : [`still reserved: ${rows}`]
}
