// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether the server's statements suit a database that Citus distributes (server/citus.sql): a statement of one user goes to
// the worker that has this user's rows, and what goes to all workers is listed.
import { isCpp, type Source } from './sources.ts'

/** Statements that go to all workers, each with its reason. */
export const statementsForAll: Record<string, string> = {
  'server/src/backup/image_check.cpp kCount': 'checks everyone’s images',
  'server/src/backup/image_check.cpp kNext': 'checks everyone’s images',
  'server/src/backup/image_check.cpp kUnknown': 'checks everyone’s images',
  'server/src/backup/snapshot.cpp kCountImages': 'describes a backup',
  'server/src/backup/snapshot.cpp kKeyIds': 'describes a backup',
  'server/src/connections/rotation.cpp kCountOthers': 'every credential gets the new key',
  'server/src/connections/rotation.cpp kListKeys': 'the server checks its keys when it starts',
  'server/src/connections/rotation.cpp kNextToSeal': 'every credential gets the new key',
  'server/src/connections/rotation.cpp kReencrypt': 'every credential gets the new key',
  'server/src/connections/rotation.cpp kSampleOfKey': 'the server checks its keys when it starts',
  'server/src/library/deletion/purge.cpp kDueHighlights': 'finds the users who have something due',
  'server/src/library/deletion/purge.cpp kDueIntegrations': 'finds the users who have something due',
  'server/src/library/deletion/purge.cpp kDueNotebooks': 'finds the users who have something due',
  'server/src/library/deletion/purge.cpp kDuePages': 'finds the users who have something due',
  'server/src/library/deletion/purge.cpp kDueRecords': 'finds the users who have something due',
  'server/src/library/deletion/purge.cpp kDueTodos': 'finds the users who have something due',
  'server/src/library/images/unused_blobs.cpp kListWithoutRow': 'compares the store with everyone’s images',
  'server/src/library/images/unused_blobs.cpp kTakeDue': 'finds images that are due',
  'server/src/library/manifest/selection.cpp kListUnapplied': 'finds the users who have something due',
  'server/src/notion/connection/connect.cpp kBlockConnections': 'a service names a workspace',
  'server/src/notion/connection/connect.cpp kForget': 'a service names a workspace',
  'server/src/notion/connection/connect.cpp kIsInUse': 'a service names a bot',
  'server/src/periodic_tasks.cpp kForgetNotifications': 'removes what is old',
  'server/src/periodic_tasks.cpp kForgetPreviews': 'removes what is old',
  'server/src/periodic_tasks.cpp kForgetRetries': 'removes what is old',
  'server/src/queue/claim.cpp kFindNextUser': 'finds whose turn it is',
  'server/src/queue/claim.cpp kListUnderWay': 'finds what is leased by the index of leases, which are few',
  'server/src/queue/counts.cpp kCount': 'shows the operator the queue',
  'server/src/queue/counts.cpp kForgetEnded': 'removes what is old',
  'server/src/queue/counts.cpp kOldestDue': 'shows the operator the queue',
  'server/src/queue/end.cpp kListSilent': 'finds expired leases',
  'server/src/queue/leases.cpp kExpire': 'a worker holds leases of many users',
  'server/src/queue/leases.cpp kExtend': 'a worker holds leases of many users',
  'server/src/queue/leases.cpp kExtendWithoutEnd': 'a worker holds leases of many users',
  'server/src/queue/leases.cpp kListLeased': 'a worker holds leases of many users',
  'server/src/queue/waiting.cpp kListBacklog': 'a batch has pages of many users',
  'server/src/queue/waiting.cpp kListUsers': 'finds the users who have something due',
  'server/src/quota/quota.cpp kDueUsers': 'finds the users who have something due',
  'server/src/reading/batch_rows.cpp kAddMembers': 'a batch has pages of many users',
  'server/src/reading/batch_rows.cpp kClose': 'a batch has pages of many users',
  'server/src/reading/batch_rows.cpp kFillBatch': 'a batch has pages of many users',
  'server/src/reading/batch_rows.cpp kListMembers': 'a batch has pages of many users',
  'server/src/reading/batch_rows.cpp kNotePlaces': 'the service names a lease',
  'server/src/reading/page_state.cpp kNotifyWaitingUsers': 'the reader stopped for all users',
  'server/src/reading/stranded_pages.cpp kListWaiting': 'finds the users who have something due',
  'server/src/targets/delivery/redelivery.cpp kListDue': 'finds the users who have something due',
  'server/src/targets/inbound/remote_poller.cpp kFindDue': 'finds whose turn it is',
  'server/src/targets/inbound/remote_poller.cpp kListHinted': 'a service names a workspace',
  'server/src/targets/obsidian/pull.cpp kFindKey': 'a vault names its key and nothing else',
  'server/src/targets/reconcile/change_feed.cpp kListBehind': 'finds the users who have something due',
  'server/src/targets/reconcile/full_scan.cpp kForgetAnswered': 'removes what is old',
  'server/src/targets/reconcile/full_scan.cpp kListRemoving': 'finds the users who have something due',
  'server/src/targets/reconcile/full_scan.cpp kListUnchecked': 'finds the users who have something due',
}

const literal = /(?:\b(k\w+) =\s)?\s*(?:R"sql\(([\s\S]*?)\)sql"|((?:"(?:[^"\\\n]|\\.)*"\s*)+))/g
const verb = /^\W*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/

/** Statements of the server that don't name the user of each distributed table, by the names in statementsForAll. */
export function statementsOfAllUsers(sources: Source[]): string[] {
  const tables = distributedTables(sources).join('|')
  return statementsOf(sources)
    .filter(({ sql }) => !namesUsers(sql, tables))
    .map(({ name }) => name)
}

/**
 * Statements that Citus 13 can't execute though it plans them: it keeps what a subquery selects for another node, and can't
 * where it selects nothing; it sends values in place of parameters, and can't where CASE compares one, nor in an UPDATE where
 * CASE compares anything; and it copies what INSERT … SELECT selects into the table, which row-level security refuses, unless
 * something is returned or can conflict.
 */
export function statementsRefusedByCitus(sources: Source[]): string[] {
  const isEmpty = /EXISTS \(\s*SELECT FROM /
  const comparesByCase = /\bCASE \$\d+ WHEN\b|\bUPDATE\b[\s\S]*\bCASE (?!WHEN\b)/
  const copies = (query: string) =>
    /^\W*(?:WITH .*)?INSERT INTO [^;]*\bSELECT\b/.test(query) && !/\b(?:RETURNING|ON CONFLICT)\b/.test(query)
  const ofServer = statementsOf(sources)
    .filter(({ sql }) => isEmpty.test(sql) || comparesByCase.test(sql) || queriesOf(sql).some(copies))
    .map(({ name }) => name)
  const ofSchema = sources
    .filter(({ path, text }) => path.startsWith('server/migrations/') && isEmpty.test(withoutComments(text)))
    .map(({ path }) => path)
  return [...ofServer, ...ofSchema]
}

/**
 * Statements that would read, on Citus, what they have just written: it runs parts that write one after the other, and a part
 * of WITH that is used once is read where it's used, unless it is materialized. Each is named with that part.
 */
export function readsAfterWriting(sources: Source[]): string[] {
  const tables = distributedTables(sources)
  return statementsOf(sources).flatMap(({ name, sql }) => {
    const parts = partsOfWith(sql)
    const written = [...sql.matchAll(/\b(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)/g)]
      .map(([, table]) => `${table}`)
      .filter((table) => tables.includes(table))
    const writes = parts.some(({ text }) => /^\s*(?:INSERT|UPDATE|DELETE)\b/.test(text))
    if (!writes || written.length === 0) return []
    const isRead = new RegExp(`\\b(?:FROM|JOIN) (?:${written.join('|')})\\b`)
    const usesOf = (part: string, text: string) =>
      [...text.matchAll(new RegExp(`\\b(?:FROM|JOIN|,) ?${part}\\b`, 'g'))].length
    const isReadLate = ({ part, how, text }: PartOfWith): boolean => {
      if (how || !/^\s*SELECT\b/.test(text) || usesOf(part, sql) !== 1) return false
      const reader = parts.find((other) => usesOf(part, other.text) === 1)
      return !reader || !/^\s*SELECT\b/.test(reader.text) || isReadLate(reader)
    }
    return parts.filter((each) => isRead.test(each.text) && isReadLate(each)).map(({ part }) => `${name}: ${part}`)
  })
}

interface PartOfWith {
  part: string
  how: string | undefined
  /** What is in its parentheses. */
  text: string
}

function partsOfWith(sql: string): PartOfWith[] {
  if (!/^\W*WITH\b/.test(sql)) return []
  return [...sql.matchAll(/\b(\w+) AS ((?:NOT )?MATERIALIZED )?\((?=\s*(?:SELECT|INSERT|UPDATE|DELETE)\b)/g)].map(
    (found) => {
      const begin = found.index + found[0].length
      return { part: `${found[1]}`, how: found[2], text: sql.slice(begin, endOfParentheses(sql, begin)) }
    },
  )
}

function endOfParentheses(sql: string, begin: number): number {
  let depth = 1
  let end = begin
  while (depth > 0 && end < sql.length) depth += { '(': 1, ')': -1 }[sql[end++] ?? ''] ?? 0
  return end - 1
}

/** Those of the server, by file and name, or by how they begin. */
function statementsOf(sources: Source[]): { name: string; sql: string }[] {
  return sources
    .filter((source) => isCpp(source) && source.path.startsWith('server/src/'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(literal)]
        .map(([, name, raw, plain = '']) => ({ name, sql: withoutComments(raw ?? joined(plain)) }))
        .filter(({ sql }) => verb.test(sql))
        .map(({ name, sql }) => ({ name: `${path} ${name ?? sql.trim().slice(0, 60)}`, sql })),
    )
}

export function distributedTables(sources: Source[]): string[] {
  const text = sources.find(({ path }) => path === 'server/citus.sql')?.text ?? ''
  const first = /create_distributed_table\('(\w+)'/.exec(text)?.[1]
  const others = /unnest\(ARRAY\[([^\]]*)\]\)/.exec(text)?.[1] ?? ''
  return [...(first ? [first] : []), ...[...others.matchAll(/'(\w+)'/g)].map(([, name]) => `${name}`)]
}

/**
 * Each distributed table that a query reads or writes has its user compared in the same query (a subquery is a query of its
 * own), and at least one of them is compared with a parameter. Rows are inserted with their user.
 */
function namesUsers(sql: string, tables: string): boolean {
  const queries = queriesOf(sql)
  const written = new RegExp(`\\bINTO (?:${tables}) (?:AS \\w+ )?\\(user_id\\b`, 'g')
  const mentioned = new RegExp(`\\b(?:FROM|JOIN|UPDATE|USING|INTO) (?:${tables})\\b`, 'g')
  const named = /\buser_id = (?:\$\d|given_user\b|\w+\.user_id)|\(user_id, \w+\) = \(\$\d/g
  const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length
  if (!queries.some((query) => count(query, mentioned) > 0)) return true
  if (
    !/\buser_id = (?:\$\d|given_user\b)|INTO \w+ (?:AS \w+ )?\(user_id\b[^)]*\) (?:VALUES \(|SELECT )\$\d/.test(
      queries.join(' '),
    )
  ) {
    return false
  }
  return queries.every((query) => count(query, mentioned) <= count(query, named) + count(query, written))
}

/** A statement and its subqueries, each without what is in its own subqueries. */
function queriesOf(sql: string): string[] {
  let rest = sql
    .replace(/\(SELECT \$\d+::uuid\)/g, 'given_user')
    .replace(/\s+/g, ' ')
    .replace(/\( /g, '(')
    .replace(/\$\d::uuid IS NULL OR [\w.]*user_id = \$\d/g, 'true')
  const queries: string[] = []
  // The innermost parentheses first: those of a query are taken out, others lose what makes them parentheses.
  for (let found = /\(([^()]*)\)/.exec(rest); found; found = /\(([^()]*)\)/.exec(rest)) {
    const inner = found[1] ?? ''
    const isQuery = verb.test(inner)
    if (isQuery) queries.push(restored(inner))
    rest = rest.replace(found[0], isQuery ? '<query>' : `\u0001${inner}\u0002`)
  }
  return [...queries, restored(rest)]
}

const restored = (text: string) => text.replaceAll('\u0001', '(').replaceAll('\u0002', ')')
const joined = (plain: string) => [...plain.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, text]) => text).join('')
const withoutComments = (sql: string) => sql.replace(/--[^\n]*/g, '')
