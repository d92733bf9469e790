// SPDX-License-Identifier: AGPL-3.0-or-later
// The server's own work: small answers, manifests, pictures, the tree, search, the queue.
import { group } from '../figures/row.ts'
import { samplePicture } from '../loaded.ts'
import { measureBackups } from '../server/backup-speed.ts'
import { measureClaims } from '../server/claim-speed.ts'
import { measureCrowd, requestsAtOnce } from '../server/crowd-speed.ts'
import { documents, measureDocuments } from '../server/documents-speed.ts'
import { measureFailover } from '../server/failover-speed.ts'
import { measureFirstSyncs, sizes } from '../server/first-sync-speed.ts'
import { measureHttp } from '../server/http-speed.ts'
import { measureManifest, measurePushes, measureUploads } from '../server/library-speed.ts'
import { measureMeaning, passages } from '../server/meaning-speed.ts'
import { measureExport } from '../server/own-data-speed.ts'
import { type Cost, days, measurePerson, pagesADay } from '../server/person-speed.ts'
import { startBench } from '../server/processes.ts'
import { measureSearch } from '../server/search-speed.ts'
import { folders, measureTree, notebooks } from '../server/tree-speed.ts'
import { measureUpserts } from '../server/upsert-speed.ts'
import { manyWorkspaces, measureWorkspaces, ownNotebooks } from '../server/workspace-speed.ts'

export const http = group({
  name: 'http',
  isQuick: true,
  rows: {
    'http-hello': { name: 'hello : nginx', unit: '', digits: 2, goal: 0.95, isRate: true },
    'http-json': { name: '1 kB of JSON : nginx', unit: '', digits: 2, goal: 0.9, isRate: true },
    'http-memory': { name: 'memory at rest', unit: 'MB', digits: 0, goal: 40 },
    'http-connections': { name: 'with 2,000 idle connections', unit: 'MB', digits: 0 },
  },
  async measure(report) {
    await using bench = await startBench()
    const { hello, json, idleMegabytes, crowdedMegabytes } = await measureHttp(bench)
    report.figure('http-hello', hello, 'in requests a second')
    report.figure('http-json', json, 'in requests a second')
    report.figure('http-memory', idleMegabytes)
    report.figure('http-connections', crowdedMegabytes)
  },
})

export const upserts = group({
  name: 'upserts',
  isQuick: false,
  rows: { upserts: { name: 'upserts : pgbench', unit: '', digits: 2, goal: 0.85, isRate: true } },
  async measure(report) {
    await using bench = await startBench()
    report.figure('upserts', await measureUpserts(bench), 'of a page, the same statements, prepared by both')
  },
})

export const manifest = group({
  name: 'manifest',
  isQuick: true,
  rows: {
    'manifest-new': { name: 'manifest of 50,000 pages', unit: 's', digits: 2, goal: 1, scalesWith: 'database' },
    'manifest-unchanged': { name: 'the same unchanged', unit: 's', digits: 2, goal: 0.3, scalesWith: 'database' },
  },
  async measure(report) {
    await using bench = await startBench()
    const { newSeconds, unchangedSeconds } = await measureManifest(bench)
    report.figure('manifest-new', newSeconds)
    report.figure('manifest-unchanged', unchangedSeconds)
  },
})

export const push = group({
  name: 'push',
  isQuick: true,
  rows: {
    'push-pictures': {
      ...{ name: 'pictures a second', unit: '', digits: 0, goal: 300, isRate: true },
      scalesWith: 'database',
    },
    'push-memory': { name: '200 pictures at once', unit: 'MB', digits: 0 },
  },
  async measure(report) {
    await using bench = await startBench()
    const picture = await samplePicture()
    report.figure('push-pictures', await measurePushes(bench, picture), 'by one agent, alone')
    report.figure('push-memory', await measureUploads(bench, picture), "the server's memory at most")
  },
})

export const tree = group({
  name: 'tree',
  isQuick: false,
  rows: {
    'tree-changed': { name: 'the tree after a change, p50', unit: 'ms', digits: 0, scalesWith: 'database' },
    'tree-again': { name: 'the same tree again, p50', unit: 'ms', digits: 1, scalesWith: 'database' },
    'tree-unchanged': { name: 'the tree unchanged (304), p50', unit: 'ms', digits: 1, scalesWith: 'database' },
    'tree-crowd': { name: 'GET /me beside a crowd, p95', unit: 'ms', digits: 1, goal: 20, scalesWith: 'database' },
  },
  async measure(report) {
    await using bench = await startBench()
    const { plain, compressed, changed, again, packed, same } = await measureTree(bench)
    const kB = (bytes: number) => (bytes / 1000).toFixed(0)
    report.figure('tree-changed', changed.p50, `${notebooks} notebooks in ${folders} folders, ${kB(plain)} kB`)
    report.figure('tree-again', again.p50, `${packed.p50.toFixed(0)} compressed, ${kB(compressed)} kB`)
    report.figure('tree-unchanged', same.p50)
    const { me, refused } = await measureCrowd(bench)
    report.figure(
      'tree-crowd',
      me.p95,
      `while another user sends ${requestsAtOnce} requests at once; p50 ${me.p50.toFixed(1)}, ${refused} refused (goal 0)`,
    )
  },
})

export const documentsSince = group({
  name: 'documents-since',
  isQuick: false,
  rows: {
    'since-million': {
      name: 'what changed of a million documents, p95',
      ...{ unit: 'ms', digits: 1, goal: 50, scalesWith: 'database' },
    },
    'document-known': { name: 'a document that a device has : one it has not', unit: '', digits: 2 },
  },
  async measure(report) {
    await using bench = await startBench()
    const { since, whole, known } = await measureDocuments(bench)
    report.figure('since-million', since.p95, `100 of ${documents.toLocaleString('en')}; p50 ${since.p50.toFixed(1)}`)
    report.figure(
      'document-known',
      known.p50 / whole.p50,
      `${known.p50.toFixed(1)} and ${whole.p50.toFixed(1)} ms, p50`,
    )
  },
})

export const search = group({
  name: 'search',
  isQuick: false,
  rows: {
    'search-words': { name: 'search, p95', unit: 'ms', digits: 1, goal: 15, scalesWith: 'database' },
    'search-writing': { name: "a page's text is written", unit: 'ms', digits: 1, scalesWith: 'database' },
  },
  async measure(report) {
    await using bench = await startBench()
    const { all, kinds, writingMilliseconds } = await measureSearch(bench)
    const each = Object.entries(kinds).map(([kind, { p50, p95 }]) => `${kind} ${p50.toFixed(0)}/${p95.toFixed(0)}`)
    report.figure('search-words', all.p95, `in 100,000 pages; p50/p95: ${each.join(', ')}`)
    report.figure('search-writing', writingMilliseconds, 'ready to be found')
  },
})

export const backups = group({
  name: 'backups',
  isQuick: false,
  rows: {
    backup: { name: 'backup of 100,000 pages', unit: 's', digits: 0, scalesWith: 'database' },
    'backup-again': { name: 'the next one, with nothing new', unit: 's', digits: 0, scalesWith: 'database' },
    restore: { name: 'restore of 100,000 pages', unit: 's', digits: 0, goal: 3600, scalesWith: 'database' },
    'backup-slope': { name: 'backup, for ten times the pages', unit: '×', digits: 1, goal: 11 },
    'restore-slope': { name: 'restore, for ten times the pages', unit: '×', digits: 1, goal: 11 },
  },
  async measure(report) {
    const [tenth, all] = await measureBackups(100_000)
    report.figure('backup', all.backup, `${tenth.backup.toFixed(1)} s of 10,000`)
    report.figure('backup-again', all.again)
    report.figure('restore', all.restore, `${tenth.restore.toFixed(1)} s of 10,000`)
    report.figure('backup-slope', all.backup / tenth.backup)
    report.figure('restore-slope', all.restore / tenth.restore)
  },
})

export const ownData = group({
  name: 'own-data',
  isQuick: false,
  rows: {
    'export-planned': { name: 'export of 5,000 pages, first byte', unit: 's', digits: 1, scalesWith: 'database' },
    'export-seconds': { name: 'the whole of it', unit: 's', digits: 1, scalesWith: 'processor' },
    'export-memory': { name: 'memory for it', unit: 'MB', digits: 0, goal: 64 },
  },
  async measure(report) {
    const { plannedSeconds, seconds, archiveMegabytes, megabytes } = await measureExport(5_000)
    report.figure('export-planned', plannedSeconds)
    report.figure('export-seconds', seconds, `an archive of ${Math.round(archiveMegabytes)} MB`)
    report.figure('export-memory', megabytes, 'beyond that at rest')
  },
})

export const meaning = group({
  name: 'meaning',
  isQuick: true,
  rows: {
    meaning: { name: 'search by meaning, p95', unit: 'ms', digits: 0, goal: 100, scalesWith: 'database' },
    'meaning-related': { name: 'related pages, p95', unit: 'ms', digits: 0, scalesWith: 'database' },
    'meaning-bytes': { name: 'a passage in the database', unit: 'kB', digits: 1 },
  },
  async measure(report) {
    const { search, related, bytesOfPassage } = await measureMeaning()
    report.figure('meaning', search.p95, `among ${passages} passages, words and meaning, with a kept question`)
    report.figure('meaning-related', related.p95)
    report.figure('meaning-bytes', bytesOfPassage / 1000, 'of 1,536 numbers')
  },
})

export const workspaces = group({
  name: 'workspaces',
  isQuick: true,
  rows: {
    'workspaces-me': { name: 'GET /me with 50 workspaces : one', unit: '', digits: 2, goal: 1.2 },
    'workspaces-tree': { name: 'the tree with 50 workspaces : one', unit: '', digits: 2, goal: 1.2 },
    'workspaces-list': { name: 'the list of 50 workspaces', unit: 'ms', digits: 1, scalesWith: 'database' },
    'workspaces-shelf': { name: 'a shelf of 100 notebooks', unit: 'ms', digits: 1, scalesWith: 'database' },
  },
  async measure(report) {
    await using bench = await startBench({}, 'api')
    const { me, tree, listed, shelf } = await measureWorkspaces(bench)
    report.figure('workspaces-me', me, `people with ${ownNotebooks} notebooks, 1 and ${manyWorkspaces} workspaces`)
    report.figure('workspaces-tree', tree)
    report.figure('workspaces-list', listed)
    report.figure('workspaces-shelf', shelf, 'of another person, as a member reads it')
  },
})

export const failover = group({
  name: 'failover',
  isQuick: true,
  rows: {
    failover: { name: 'writes refused during a failover', unit: 's', digits: 1, goal: 30, scalesWith: 'processor' },
  },
  async measure(report) {
    const { seconds, asked, refusals } = await measureFailover()
    report.figure('failover', seconds, `${refusals} refused writes, each asked to wait for ${asked} s at most`)
  },
})

export const person = group({
  name: 'person',
  isQuick: false,
  rows: {
    'person-database': { name: '1,000 pages in the database', unit: 'MB', digits: 1 },
    'person-images': { name: 'their images', unit: 'MB', digits: 1 },
    'person-requests': { name: 'a month: requests', unit: '', digits: 0 },
    'person-processor': { name: 'its processor time', unit: 's', digits: 1, scalesWith: 'processor' },
    'person-log': { name: "its part of the database's log", unit: 'MB', digits: 1 },
    'person-notion': { name: 'its calls to Notion', unit: '', digits: 0 },
  },
  async measure(report) {
    const { first, month } = await measurePerson(await samplePicture())
    report.line(`a first sync of 1,000 pages, then ${days} days with ${pagesADay} changed pages each`)
    report.line(`first sync: ${described(first)}`)
    report.line(`month: ${described(month)}`)
    report.figure('person-database', first.databaseBytes / 1e6, `${first.rows} rows`)
    report.figure('person-images', first.imageBytes / 1e6)
    report.figure('person-requests', month.requests, `${month.transcriptions} calls to Claude`)
    report.figure(
      'person-processor',
      month.serverSeconds + month.databaseSeconds,
      `${month.databaseSeconds.toFixed(1)} of it PostgreSQL's`,
    )
    report.figure('person-log', month.logBytes / 1e6)
    report.figure('person-notion', month.notionCalls)
  },
})

const described = (cost: Cost) =>
  Object.entries(cost)
    .map(([name, value]) => `${name} ${Math.round(value * 10) / 10}`)
    .join(', ')

export const firstSync = group({
  name: 'first-sync',
  isQuick: false,
  rows: {
    'first-sync-10000': { name: 'first sync of 10,000 pages', unit: 's', digits: 1, scalesWith: 'database' },
    'first-sync-50000': { name: 'first sync of 50,000 pages', unit: 's', digits: 1, scalesWith: 'database' },
    'first-sync-piece': { name: 'its longest piece', unit: 's', digits: 2, goal: 2, scalesWith: 'database' },
    'first-sync-beside': { name: 'beside 50 libraries : alone', unit: '', digits: 2, goal: 1.3 },
    'first-sync-memory': { name: 'memory for one manifest', unit: 'MB', digits: 0 },
  },
  async measure(report) {
    const { syncs, megabytes } = await measureFirstSyncs()
    for (const [index, pages] of sizes.entries()) {
      const sync = syncs[index]
      if (!sync) throw new Error(`No first sync of ${pages} pages`)
      const { empty, beside, analyzed } = sync
      report.figure(
        `first-sync-${pages}`,
        empty.seconds,
        `on an empty database; beside 50 libraries ${(beside.seconds / empty.seconds).toFixed(2)} of that, with statistics of them ${(analyzed.seconds / empty.seconds).toFixed(2)}`,
      )
    }
    const ratios = syncs.flatMap(({ empty, beside, analyzed }) => [
      beside.seconds / empty.seconds,
      analyzed.seconds / empty.seconds,
    ])
    const pieces = syncs.flatMap(({ empty, beside, analyzed }) => [empty.longest, beside.longest, analyzed.longest])
    report.figure('first-sync-piece', Math.max(...pieces))
    report.figure('first-sync-beside', Math.max(...ratios), 'the worst of all')
    report.figure('first-sync-memory', megabytes, 'of 50,000 pages, beyond that at rest')
  },
})

export const claim = group({
  name: 'claim',
  isQuick: false,
  rows: { claim: { name: 'a claim, p95', unit: 'ms', digits: 2, scalesWith: 'database' } },
  async measure(report) {
    const { free, bounded, grouped } = await measureClaims()
    report.figure(
      'claim',
      free.p95,
      `while one user has 100,000 items waiting; ${bounded.p95.toFixed(2)} with a bound for each user, ${grouped.p95.toFixed(2)} by notebooks`,
    )
  },
})
