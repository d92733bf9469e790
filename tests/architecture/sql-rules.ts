// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose rows a statement of the server speaks of. Row-level security is the second lock; this is the first.
import { isCpp, type Source } from './sources.ts'

/** Folders of server/src that work for one user at a time; the others sign people in, or work for all. */
const tenantFolders = ['library', 'meaning', 'proxy', 'quota', 'routes', 'search', 'sharing']
/** Of a room that works for all: what is done for one user. */
const filesForOne = [
  'server/src/connections/connections.cpp',
  'server/src/queue/enqueue.cpp',
  'server/src/queue/inspect.cpp',
]

const literal = /R"sql\(([\s\S]*?)\)sql"|((?:"(?:[^"\\\n]|\\.)*"\s*)+)/g
const verb = /^\W*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/

export function breachesOfTenancy(sources: Source[]): string[] {
  const tables = tenantTables(sources)
  const named = new RegExp(`\\b(?:FROM|JOIN|UPDATE|INTO)\\s+(${tables.join('|')})\\b`)
  return sources.filter(worksForOne).flatMap(({ path, text }) => {
    return statementsOf(text).flatMap((sql) => {
      const table = named.exec(sql)?.[1]
      return table && !/\buser_id\b/.test(sql) ? [`${path}: of ${table}, but not of whom: ${start(sql)}`] : []
    })
  })
}

/** Those whose rows belong to the user in their column user_id, as the migrations say. */
function tenantTables(sources: Source[]): string[] {
  const migrations = sources.filter(({ path }) => path.startsWith('server/migrations/'))
  const guards = migrations.flatMap(({ text }) => [...text.matchAll(/^SELECT guard_tenant_table\('(\w+)'\);/gm)])
  return guards.map(([, name]) => `${name}`)
}

function worksForOne(source: Source): boolean {
  const isInFolder = tenantFolders.some((folder) => source.path.startsWith(`server/src/${folder}/`))
  return isCpp(source) && (isInFolder || filesForOne.includes(source.path))
}

function statementsOf(text: string): string[] {
  return [...text.matchAll(literal)].map(([, raw, plain = '']) => raw ?? plain).filter((sql) => verb.test(sql))
}

const start = (sql: string) => sql.trim().replace(/\s+/g, ' ').slice(0, 60)

/** Every statement on the queue's table is in the queue's room, whichever room causes it. */
export function breachesOfQueue(sources: Source[]): string[] {
  return sources
    .filter(({ path }) => path.startsWith('server/src/') && !path.startsWith('server/src/queue/'))
    .flatMap(({ path, text }) =>
      /\bsync_queue\b/.test(text) ? [`${path} names sync_queue; server/src/queue owns it`] : [],
    )
}

/** Files with statements about the transcription itself; what reads a page's text reads its document (decision 85). */
const filesOfTranscriptions = [
  'server/src/library/documents/page_text.cpp',
  'server/src/library/documents/document.cpp',
  'server/src/library/manifest/write_manifest.cpp',
  'server/src/reading/trial.cpp',
]

/** Statements that read what was transcribed where a person may have corrected it. */
export function readersOfTranscriptions(sources: Source[]): string[] {
  return sources
    .filter((source) => isCpp(source) && source.path.startsWith('server/src/'))
    .filter(({ path }) => !filesOfTranscriptions.includes(path))
    .flatMap(({ path, text }) =>
      statementsOf(text)
        .filter((sql) => /(?<!')\bocr_text\b/.test(sql) && !/\bdocument\b/.test(sql))
        .map((sql) => `${path}: ${start(sql)}`),
    )
}
