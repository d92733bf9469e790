// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether the server's statements suit a database that Citus distributes (server/citus.sql): a statement of one user goes to
// the worker that has this user's rows, and what goes to all workers is listed.
import { isCpp, type Source } from './sources.ts'

/** Statements that go to all workers, each with its reason. */
export const statementsForAll: Record<string, string> = {
  'server/src/admin/health.cpp kCountDeferred': 'shows admins what is counted',
  'server/src/admin/health.cpp kCountIntegrations': 'shows admins what is counted',
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
  'server/src/library/sealed/sealed_chunk.cpp kListUnusedChunks': 'finds the users who have something due',
  'server/src/notion/connection/connect.cpp kBlockConnections': 'a service names a workspace',
  'server/src/notion/connection/connect.cpp kForget': 'a service names a workspace',
  'server/src/notion/connection/connect.cpp kIsInUse': 'a service names a bot',
  'server/src/periodic_tasks.cpp kForgetLinks': 'removes what is old',
  'server/src/periodic_tasks.cpp kForgetMails': 'removes what is old',
  'server/src/periodic_tasks.cpp kForgetNotifications': 'removes what is old',
  'server/src/periodic_tasks.cpp kForgetPreviews': 'removes what is old',
  'server/src/periodic_tasks.cpp kForgetRetries': 'removes what is old',
  'server/src/plans/checks.cpp kAskForEnded': 'finds the subscriptions that have something due',
  'server/src/plans/comparison.cpp kIsCustomer': 'Stripe names a customer',
  'server/src/plans/comparison.cpp kStored': 'compares everyone’s plans with Stripe',
  'server/src/plans/plan.cpp kFindDue': 'finds the users who have something due',
  'server/src/plans/plan.cpp kFindOwner': 'Stripe names a customer',
  'server/src/plans/plan.cpp kFindSubscription': 'Stripe names a subscription',
  'server/src/queue/claim.cpp kFindNextUser': 'finds whose turn it is',
  'server/src/queue/claim.cpp kListUnderWay': 'finds what is leased by the index of leases, which are few',
  'server/src/queue/counts.cpp kCount': 'shows the operator the queue',
  'server/src/queue/counts.cpp kCountReasons': 'shows the operator the queue',
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
  'server/src/reading/batch_rows.cpp kNoteSent': 'the service names a lease',
  'server/src/reading/old_answers.cpp kForgetOldAnswers': 'removes what is old',
  'server/src/reading/old_answers.cpp kNoteShownAnswers': 'removes what is old',
  'server/src/reading/page_state.cpp kNotifyWaitingUsers': 'the reader stopped for all users',
  'server/src/reading/stranded_pages.cpp kListWaiting': 'finds the users who have something due',
  'server/src/rights/removal.cpp kListDue': 'finds the accounts that are to be removed',
  'server/src/sharing/links.cpp kFindLink': 'a link names its token and nothing else',
  'server/src/workspaces/audit_log.cpp kListAudit': 'a workspace has notebooks of many users',
  'server/src/workspaces/shared_notebook.cpp kFindPart': 'a page is named before its user is known',
  'server/src/workspaces/shared_notebook.cpp kListPeopleOnShelf': 'a workspace has notebooks of many users',
  'server/src/workspaces/workspaces.cpp kForgetDepartures': 'a workspace has notebooks of many users',
  'server/src/workspaces/workspaces.cpp kListMembers': 'a workspace has notebooks of many users',
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

/** Tables that stay on the coordinator and refer to none that Citus knows, so that it leaves their statements alone. */
const unknownTables =
  'backup_state|clerk_deliveries|deleted_identities|meaning_spaces|removal_receipts|schema_migrations|sign_in_attempts|' +
  'spend_days|stripe_checks|stripe_comparison|stripe_events|stripe_leavers|telemetry_days|workspace_history'
const unknownToCitus = new RegExp(`\\b(?:${unknownTables})\\b`)

/**
 * Statements that Citus 13 refuses. It keeps what a subquery selects for another node, and can't where it selects nothing; it
 * sends values in place of parameters, and can't where CASE compares one, nor in an UPDATE where CASE compares anything; and it
 * copies what INSERT … SELECT selects into the table, which row-level security refuses, unless something is returned or can
 * conflict. What depends on the time or on settings it computes before, and can't within CASE or coalesce(), after a conflict,
 * or in what is returned. A reference table it can neither change by what a distributed one has, nor search by it row by row,
 * nor change by it a table that it doesn't know.
 */
export function statementsRefusedByCitus(sources: Source[]): string[] {
  const isEmpty = /EXISTS \(\s*SELECT FROM /
  const comparesByCase = /\bCASE \$\d+ WHEN\b|\bUPDATE\b[\s\S]*\bCASE (?!WHEN\b)/
  const copies = (query: string) =>
    /^\W*(?:WITH .*)?INSERT INTO [^;]*\bSELECT\b/.test(query) && !/\b(?:RETURNING|ON CONFLICT)\b/.test(query)
  const ofServer = statementsOf(sources)
    .filter(
      ({ sql }) =>
        isEmpty.test(sql) ||
        comparesByCase.test(sql) ||
        queriesOf(sql).some((query) => copies(query) || computesLate(query)) ||
        asksWrongly(sql, sources),
    )
    .map(({ name }) => name)
  const ofSchema = sources
    .filter(({ path }) => path.startsWith('server/migrations/'))
    .filter(({ text }) => isEmpty.test(withoutComments(text)) || functionsOf(text).some(asksForUser))
    .map(({ path }) => path)
  return [...ofServer, ...ofSchema]
}

const functionsOf = (text: string) => [...text.matchAll(/\$\$([\s\S]*?)\$\$/g)].map(([, body]) => `${body}`)

/** Whether a function finds its user by a function, not by a variable: then it would ask all nodes from one of them. */
const asksForUser = (body: string) => /\buser_id = \(SELECT \w+\(\)\)/.test(body)

/**
 * Statements that have their user in a subquery and aren't sent by `db::routable()`, so that Citus would ask all nodes. A
 * `db::Statement` does that by itself.
 */
export function statementsNotRouted(sources: Source[]): string[] {
  const hidden = /constexpr (?:auto|char const\*(?: const)?) (k\w+) =\s*(?:R"sql\(([\s\S]*?)\)sql"|("[^;]*));/g
  return sources
    .filter((source) => isCpp(source) && source.path.startsWith('server/src/'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(hidden)]
        .filter(([, , raw, plain = '']) => /\(SELECT \$\d+::uuid\)/.test(raw ?? plain))
        .filter(([, name]) => new RegExp(`\\bexec_params\\d?\\(\\s*${name}\\b`).test(text))
        .map(([, name]) => `${path} ${name}`),
    )
}

/** Whether a query that writes would compute the time, or JSON, where Citus can't. */
function computesLate(query: string): boolean {
  if (!/(?<!\b(?:FOR|KEY) )\bUPDATE\b|\b(?:INSERT INTO|DELETE FROM)\b/.test(query) || unknownToCitus.test(query))
    return false
  if (/\bRETURNING\b.*(?:\bnow\(\)|json\w*\()/.test(query)) return true
  if (/\bON CONFLICT\b.*\bUPDATE SET\b.*\bnow\(\)/.test(query)) return true
  if (!/(?<!\b(?:FOR|KEY) )\bUPDATE\b/.test(query)) return false
  let depth = 0
  for (const [word] of query.matchAll(/\bCASE\b|\bEND\b|\bnow\(\)/g)) {
    if (word === 'now()' && depth > 0) return true
    depth += { CASE: 1, END: -1 }[word] ?? 0
  }
  return [...query.matchAll(/\bcoalesce\(/g)].some(({ index, 0: { length } }) =>
    query.slice(index, endOfParentheses(query, index + length)).includes('now()'),
  )
}

/** Whether a statement changes a reference table by what a distributed one has, or looks into one for each row. */
function asksWrongly(sql: string, sources: Source[]): boolean {
  const distributed = distributedTables(sources).join('|')
  const references = referenceTables(sources).join('|')
  if (!distributed || !references) return false
  const reads = new RegExp(`\\b(?:FROM|JOIN) (?:${distributed})\\b`)
  if (new RegExp(`^\\s*(?:UPDATE|DELETE FROM|INSERT INTO) (?:${references})\\b`).test(sql) && reads.test(sql))
    return true
  const writesUnknown = new RegExp(`\\b(?:UPDATE|DELETE FROM|INSERT INTO) (?:${unknownTables})\\b`).test(sql)
  if (writesUnknown && new RegExp(`\\b(?:FROM|JOIN) (?:${references})\\b`).test(sql)) return true
  const searched = [...sql.matchAll(new RegExp(`\\bFROM (${references})\\b(?: AS (\\w+))?`, 'g'))]
  return searched.some(([, table, alias = table]) =>
    queriesOf(sql).some(
      (query) =>
        reads.test(query) &&
        new RegExp(`\\buser_id = ${alias}\\.`).test(query) &&
        !new RegExp(`\\b(?:FROM|JOIN) (?:${table} AS )?${alias}\\b`).test(query),
    ),
  )
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

function referenceTables(sources: Source[]): string[] {
  const text = sources.find(({ path }) => path === 'server/citus.sql')?.text ?? ''
  return [...text.matchAll(/create_reference_table\('(\w+)'\)/g)].map(([, name]) => `${name}`)
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
