// SPDX-License-Identifier: AGPL-3.0-or-later
// The house rules hold; and each rule catches the breach it is there for.
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { circlesOfFiles, circlesOfFolders } from './circles.ts'
import {
  distributedTables,
  readsAfterWriting,
  statementsForAll,
  statementsNotRouted,
  statementsOfAllUsers,
  statementsRefusedByCitus,
} from './citus-rules.ts'
import { breachesOfClocks, clockExceptions, unusedClockExceptions } from './clock-rules.ts'
import { breachesOfIncludes, breachesOfTry } from './cpp-rules.ts'
import { readSources, root } from './sources.ts'
import { breachesOfQueue, breachesOfTenancy, readersOfTranscriptions } from './sql-rules.ts'
import {
  breachesOfContentPolicy,
  breachesOfExceptions,
  breachesOfLength,
  breachesOfLicence,
  breachesOfLooseEnds,
  breachesOfTopLevel,
  longFiles,
} from './text-rules.ts'
import { breachesOfImports } from './typescript-rules.ts'

// The examples below would count as imports of this file.
const sources = readSources().filter(({ path }) => path !== 'tests/architecture/architecture.test.ts')
const paths = new Set(sources.map(({ path }) => path))
const fileWith = (path: string, text: string) => [{ path, text }]
const lines = (count: number) => 'line\n'.repeat(count)

describe('the sources', () => {
  it('are found', () => {
    expect(sources.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'wasm-core/src/scene/scene.hpp',
        'shared/src/core/index.ts',
        'scripts/test',
        'CMakeLists.txt',
      ]),
    )
  })
})

describe('C++ includes', () => {
  it('follow the design', () => {
    expect(breachesOfIncludes(sources)).toEqual([])
  })

  it.each([
    ['wasm-core/src/scene/scene.hpp', '#include "format/formats.hpp"'],
    ['wasm-core/src/pens/pens.cpp', '#include "raster/raster.hpp"'],
    ['wasm-core/src/fingerprint/fingerprint.cpp', '#include "raster/raster.hpp"'],
    ['wasm-core/src/export/svg.cpp', '#include "format/v6.hpp"'],
    ['wasm-core/src/raster/raster.cpp', '#include <emscripten/val.h>'],
    ['wasm-core/src/format/v6.cpp', '#include <zlib.h>'],
    ['wasm-core/src/network/socket.cpp', '#include "scene/scene.hpp"'],
    ['shared/cpp/hashing.cpp', '#include "scene/scene.hpp"'],
    ['server/src/routes/library/pages.cpp', '  #  include "format/formats.hpp"'],
    ['server/src/http/dispatch/front.cpp', '#include "routes/routes.hpp"'],
    ['server/src/routes/service/health.cpp', '#include <pistache/http_defs.h>'],
    ['server/src/main.cpp', '#include <boost/beast/http/parser.hpp>'],
    ['server/src/http/dispatch/front.cpp', '#include <pqxx/except>'],
    ['server/src/http/dispatch/front.cpp', '#include "services.hpp"'],
    ['server/src/main.cpp', '#include <pqxx/connection>'],
    ['server/src/db/pool.cpp', '#include "http/reply.hpp"'],
    ['tests/server/http/client.cpp', '#include <boost/asio/buffer.hpp>'],
    ['tests/core/scene_test.cpp', '#include <emscripten.h>'],
    ['server/src/auth/sessions/sessions.cpp', '#include <openssl/evp.h>'],
    ['server/src/routes/account/auth.cpp', '#include <sodium.h>'],
    ['server/src/auth/sessions/sessions.cpp', '#include <curl/curl.h>'],
    ['server/src/http/dispatch/front.cpp', '#include <hiredis/hiredis.h>'],
  ])('of %s may not be %s', (path, line) => {
    expect(breachesOfIncludes(fileWith(path, `${line}\n`), paths)).toHaveLength(1)
  })

  it.each([
    ['wasm-core/src/bindings.cpp', '#include <emscripten/bind.h>'],
    ['wasm-core/src/png/png.cpp', '#include "raster/raster.hpp"'],
    ['wasm-core/src/fingerprint/fingerprint.cpp', '#include "hashing.hpp"'],
    ['wasm-core/src/document/document.cpp', '#include <boost/json.hpp>'],
    ['server/src/routes/library/pages.cpp', '#include "hashing.hpp"'],
    ['server/src/routes/library/pages.cpp', '#include "http/reply.hpp"'],
    ['server/src/wire/event_loop.cpp', '#include <pistache/reactor.h>'],
    ['server/src/http/dispatch/front.cpp', '#include "base/log.hpp"'],
    ['server/src/crypto/jwt.cpp', '#include <openssl/evp.h>'],
    ['tests/server/upstream/client/client_test.cpp', '#include <curl/curl.h>'],
    ['server/src/routes/library/pages.cpp', '#include <pqxx/except>'],
    ['server/src/quota/quota.cpp', '#include "db/transaction.hpp"'],
  ])('of %s may be %s', (path, line) => {
    expect(breachesOfIncludes(fileWith(path, line), paths)).toEqual([])
  })
})

describe('files', () => {
  it('import one another in no circle', () => {
    expect(circlesOfFiles(sources)).toEqual([])
  })

  it('in a circle are caught', () => {
    const header = (name: string, other: string) => ({
      path: `wasm-core/src/pens/${name}.hpp`,
      text: `#include "pens/${other}.hpp"\n`,
    })
    expect(circlesOfFiles([header('a', 'b'), header('b', 'c'), header('c', 'a'), header('d', 'a')])).toEqual([
      ['wasm-core/src/pens/a.hpp', 'wasm-core/src/pens/b.hpp', 'wasm-core/src/pens/c.hpp'],
    ])
    const script = (name: string, text: string) => ({ path: `web/src/data/library/${name}.ts`, text })
    expect(
      circlesOfFiles([
        script('notebook', "import type { Progress } from './progress.ts'"),
        script('progress', "import type { Notebook } from './notebook.ts'"),
        script('shelf', "import { Notebook } from './notebook.ts'"),
      ]),
    ).toEqual([['web/src/data/library/notebook.ts', 'web/src/data/library/progress.ts']])
  })
})

describe('the folders of a room', () => {
  it('import one another in no circle', () => {
    expect(circlesOfFolders(sources)).toEqual([])
  })

  it('in a circle are caught', () => {
    const here = { path: 'web/src/data/local/library.ts', text: "import { api } from '../server/remote.ts'" }
    const there = { path: 'web/src/data/server/remote.ts', text: "import { notebooks } from '../local/notebooks.ts'" }
    expect(circlesOfFolders([here, there])).toEqual([['web/src/data/local', 'web/src/data/server']])
  })
})

describe('TRY', () => {
  it('is never inside a braced list', () => {
    expect(breachesOfTry(sources)).toEqual([])
  })

  it.each([
    'return Stroke{.name = name(), .pen = TRY(in.u32())};',
    'Point point{TRY(in.f32()), 0};',
    'Point point = {\n    TRY(in.f32()),\n};',
    'draw({TRY(in.f32())});',
    'Holder<Point> holder{make(TRY(in.f32()))};',
  ])('is caught in %s', (code) => {
    expect(breachesOfTry(fileWith('wasm-core/src/format/v6.cpp', `Result<Done> read()\n{\n${code}\n}\n`))).toHaveLength(
      1,
    )
  })

  it.each([
    'if (flag) { auto x = TRY(in.u8()); }',
    'for (int i = 0; i < 3; ++i) { points.push_back(TRY(in.f32())); }',
    'return answer([&]() -> Result<val> { auto page = TRY(open()); return page; });',
    'run([&] { auto x = TRY(in.u8()); });',
    'auto x = TRY(in.u8()); // { TRY( in a comment',
    'struct Reader : Base<int> { Result<int> read() const { return TRY(in.u8()); } };',
    'do { auto x = TRY(in.u8()); } while (false);',
  ])('is allowed in %s', (code) => {
    expect(breachesOfTry(fileWith('wasm-core/src/format/v6.cpp', code))).toEqual([])
  })
})

describe('SQL', () => {
  const schema = {
    path: 'server/migrations/0001_baseline/030_library.sql',
    text: "SELECT guard_tenant_table('pages');\n",
  }
  const breaches = (path: string, text: string) => breachesOfTenancy([schema, { path, text }])

  it('speaks of one user where one user is served', () => {
    expect(breachesOfTenancy(sources)).toEqual([])
  })

  it.each([
    'constexpr auto kShow = R"sql(\n    SELECT text FROM pages WHERE id = $1)sql";',
    'constexpr auto kForget = "DELETE FROM pages "\n    "WHERE id = $1";',
    'work.exec_params("UPDATE pages SET text = NULL WHERE id = $1", id);',
    'constexpr auto kAdd = R"sql(WITH a AS (SELECT 1) INSERT INTO pages (text) VALUES ($1))sql";',
  ])('is caught in %s', (text) => {
    expect(breaches('server/src/routes/library/pages.cpp', text)).toHaveLength(1)
  })

  it.each([
    [
      'server/src/routes/library/pages.cpp',
      'constexpr auto kShow = "SELECT text FROM pages WHERE user_id = $1 AND id = $2";',
    ],
    ['server/src/routes/library/pages.cpp', 'return problem(Code::Not_Found, "Nothing comes from pages here.");'],
    ['server/src/routes/library/pages.cpp', 'constexpr auto kNow = "SELECT now() FROM pages_of_nobody";'],
    ['server/src/queue/claim.cpp', 'constexpr auto kClaim = "UPDATE pages SET id = id";'],
  ])('of %s may be %s', (path, text) => {
    expect(breaches(path, text)).toEqual([])
  })
})

describe('a statement in a database that Citus distributes', () => {
  const distribution = {
    path: 'server/citus.sql',
    text: "SELECT create_reference_table('users');\nSELECT create_distributed_table('pages', 'user_id');\nSELECT 1 FROM unnest(ARRAY[\n    'todos', 'blobs']) AS name;",
  }
  const refused = (sql: string) =>
    statementsRefusedByCitus([distribution, { path: 'server/src/a.cpp', text: `kIt = R"sql(${sql})sql"` }])
  const found = (sql: string) =>
    statementsOfAllUsers([
      distribution,
      { path: 'server/src/a.cpp', text: `constexpr auto kIt = R"sql(\n${sql})sql";` },
    ])

  it('is of one user, or listed', () => {
    expect(statementsOfAllUsers(sources).filter((statement) => !(statement in statementsForAll))).toEqual([])
  })

  it.each([
    ['selects something in a subquery', 'SELECT EXISTS (SELECT FROM pages WHERE user_id = $1)'],
    ['compares no parameter by CASE', "UPDATE pages SET a = CASE $2 WHEN 'b' THEN 1 END WHERE user_id = $1"],
    ['compares no parameter by CASE, nor when it only reads', "SELECT CASE $2 WHEN 'b' THEN 1 END"],
    ['compares nothing by CASE in an UPDATE', "UPDATE pages SET a = CASE a WHEN 'b' THEN 1 END WHERE user_id = $1"],
    ['copies nothing', 'WITH a AS (INSERT INTO todos (user_id, text) SELECT $1, text FROM b) SELECT 1'],
    ['takes no time within CASE', 'UPDATE pages SET at = CASE WHEN $2 THEN now() END WHERE user_id = $1'],
    ['takes no time within coalesce()', 'UPDATE pages SET at = coalesce(least(at, b), now()) WHERE user_id = $1'],
    [
      'takes no time after a conflict',
      'INSERT INTO pages (user_id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET at = now()',
    ],
    ['returns no JSON', "UPDATE pages SET a = 1 WHERE user_id = $1 RETURNING jsonb_build_object('a', a)"],
    [
      'changes no reference table by others',
      'UPDATE users SET a = (SELECT max(a) FROM pages WHERE user_id = $1) WHERE id = $1',
    ],
    [
      'forgets nothing by a reference table',
      'DELETE FROM sign_in_attempts WHERE a = (SELECT a FROM users WHERE id = $1)',
    ],
    [
      'looks for no rows of each user',
      'SELECT id FROM users AS one WHERE EXISTS (SELECT 1 FROM pages WHERE user_id = one.id)',
    ],
  ])('%s', (_, sql) => {
    expect(refused(sql)).toHaveLength(1)
  })

  it.each([
    'UPDATE pages SET at = (SELECT CASE WHEN $2 THEN now() END) WHERE user_id = $1',
    'UPDATE pages SET at = coalesce(at, (SELECT now())), b = now() WHERE user_id = $1',
    'INSERT INTO pages (user_id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET at = excluded.at',
    'WITH a AS (UPDATE pages SET a = 1 WHERE user_id = $1 RETURNING a) SELECT to_jsonb(a) FROM a',
    'INSERT INTO sign_in_attempts (n) VALUES ($1) ON CONFLICT (n) DO UPDATE SET at = now()',
    'WITH a AS MATERIALIZED (SELECT id FROM users) SELECT 1 FROM pages WHERE user_id IN (SELECT id FROM a)',
  ])('may do what Citus takes: %s', (sql) => {
    expect(refused(sql)).toEqual([])
  })

  it('is none that Citus refuses', () => {
    expect(statementsRefusedByCitus(sources)).toEqual([])
  })

  it('is sent to its node', () => {
    expect(statementsNotRouted(sources)).toEqual([])
  })

  it('that would be sent to all nodes is caught', () => {
    const statement = (sent: string) => [
      {
        path: 'server/src/a.cpp',
        text: `constexpr auto kIt = R"sql(SELECT 1 FROM pages WHERE user_id = (SELECT $1::uuid))sql";\nwork.exec_params(${sent}, id);`,
      },
    ]
    expect(statementsNotRouted(statement('kIt'))).toEqual(['server/src/a.cpp kIt'])
    expect(statementsNotRouted(statement('db::routable(kIt)'))).toEqual([])
    const path = 'server/migrations/a.sql'
    const reading = (user: string) => [{ path, text: `AS $$ SELECT 1 FROM pages WHERE user_id = ${user} $$` }]
    expect(statementsRefusedByCitus(reading('(SELECT current_user_id())'))).toEqual([path])
    expect(statementsRefusedByCitus(reading('owner'))).toEqual([])
  })

  it('reads nothing after it has written it', () => {
    expect(readsAfterWriting(sources)).toEqual([])
  })

  it('that reads what it has written is caught', () => {
    const reading = (how: string, end: string) => [
      { path: 'server/citus.sql', text: "create_distributed_table('pages', 'user_id')" },
      {
        path: 'server/src/a.cpp',
        text: `kIt = R"sql(WITH old AS ${how}(SELECT id FROM pages), new AS (UPDATE pages SET a = 1) SELECT ${end})sql"`,
      },
    ]
    expect(readsAfterWriting(reading('', '(SELECT 1 FROM old)'))).toEqual(['server/src/a.cpp kIt: old'])
    expect(readsAfterWriting(reading('', '(SELECT 1 FROM old), (SELECT 2 FROM old)'))).toEqual([])
    expect(readsAfterWriting(reading('MATERIALIZED ', '(SELECT 1 FROM old)'))).toEqual([])
    const ofOthers = reading('', '(SELECT 1 FROM old)').map((source) => ({
      ...source,
      text: source.text.replace('UPDATE pages', 'UPDATE users'),
    }))
    expect(readsAfterWriting(ofOthers)).toEqual([])
  })

  it('is listed only if it is there', () => {
    const there = statementsOfAllUsers(sources)
    expect(Object.keys(statementsForAll).filter((statement) => !there.includes(statement))).toEqual([])
  })

  it('is of a table that belongs to users', () => {
    const migrations = sources.filter(({ path }) => path.startsWith('server/migrations/'))
    const guarded = migrations.flatMap(({ text }) => [...text.matchAll(/^SELECT guard_tenant_table\('(\w+)'\);/gm)])
    const names = guarded.map(([, name]) => name)
    expect(distributedTables(sources).filter((name) => !names.includes(name))).toEqual([])
    expect(distributedTables(sources)).toContain('sync_queue')
  })

  it.each([
    'SELECT text FROM pages WHERE id = $1',
    'SELECT text FROM pages WHERE user_id = $1 AND EXISTS (SELECT FROM todos WHERE page_id = pages.id)',
    'SELECT text FROM pages JOIN todos ON page_id = pages.id WHERE pages.user_id = $1',
    'SELECT text FROM pages JOIN todos ON todos.user_id = pages.user_id',
    'SELECT text FROM pages WHERE ($1::uuid IS NULL OR user_id = $1)',
    'WITH all_of_them AS (SELECT * FROM pages) SELECT * FROM all_of_them WHERE user_id = $1',
    'UPDATE blobs SET copy = $1 FROM unnest($2::uuid[]) AS given (user_id) WHERE blobs.user_id = given.user_id',
    'INSERT INTO pages (text) VALUES ($1)',
  ])('is caught as %s', (sql) => {
    expect(found(sql)).toEqual(['server/src/a.cpp kIt'])
  })

  it.each([
    'SELECT text FROM pages WHERE user_id = (SELECT $1::uuid) AND id = $2',
    'SELECT text FROM pages JOIN todos ON todos.user_id = pages.user_id WHERE pages.user_id = $1',
    'SELECT text FROM pages WHERE user_id = $1 AND EXISTS (SELECT FROM todos WHERE user_id = $1 AND page_id = pages.id)',
    'INSERT INTO pages (user_id, text) VALUES ($1, $2)',
    'INSERT INTO todos AS known (user_id, text) SELECT $1, text FROM pages WHERE user_id = $1',
    'SELECT count(*) FROM users',
  ])('may be %s', (sql) => {
    expect(found(sql)).toEqual([])
  })
})

describe('the queue', () => {
  it('is spoken of in one room', () => {
    expect(breachesOfQueue(sources)).toEqual([])
  })

  it('is caught elsewhere', () => {
    const statement = 'constexpr auto kWake = "UPDATE sync_queue SET run_after = now() WHERE user_id = $1";'
    expect(breachesOfQueue(fileWith('server/src/library/page_text.cpp', statement))).toHaveLength(1)
    expect(breachesOfQueue(fileWith('server/src/queue/enqueue.cpp', statement))).toEqual([])
  })
})

describe('what reads a page’s text', () => {
  it('reads its document', () => {
    expect(readersOfTranscriptions(sources)).toEqual([])
  })

  it('is caught reading the transcription alone', () => {
    const path = 'server/src/targets/webhook/webhook.cpp'
    const statement = (columns: string) => `constexpr auto kRead = "SELECT ${columns} FROM pages WHERE user_id = $1";`
    expect(readersOfTranscriptions(fileWith(path, statement('ocr_text')))).toHaveLength(1)
    expect(readersOfTranscriptions(fileWith(path, statement('coalesce(document, ocr_text)')))).toEqual([])
  })
})

describe('TypeScript imports', () => {
  it('follow the design', () => {
    expect(breachesOfImports(sources)).toEqual([])
  })

  it.each([
    ['web/src/main.tsx', "import { x } from '../../shared/src/core/index.ts'"],
    ['web/src/main.tsx', "import createCore from '@rmirror/core'"],
    ['web/src/components/Row.tsx', "import { notebooks } from '../data/notebooks.ts'"],
    ['web/src/components/Row.tsx', "import type { Props } from '../screens/Library.tsx'"],
    ['agent/src/main.ts', "import { t } from '@rmirror/web'"],
    ['agent/src/account/loopback.ts', "import { createServer } from 'node:http'"],
    ['agent/src/main.ts', "const late = await import('../../web/src/i18n/index.ts')"],
    ['shared/src/library/index.ts', "import { readFile } from 'node:fs/promises'"],
    ['shared/src/library/index.ts', "export { x } from '../../../agent/src/main.ts'"],
    ['e2e/flows/drop.spec.ts', "import { readLibrary } from '@rmirror/shared/library'"],
    ['e2e/flows/drop.spec.ts', "import { t } from '../../web/src/i18n/index.ts'"],
    ['e2e/flows/drop.spec.ts', "import { App } from '../../web/src/shell/App.tsx'"],
    ['tests/wasm/inspect.test.ts', "import { inspect } from '../../agent/src/commands/files/inspect.ts'"],
    ['web/src/main.tsx', "new Worker(new URL('../../../agent/src/workers/worker.ts', import.meta.url))"],
  ])('of %s may not be %s', (path, line) => {
    expect(breachesOfImports(fileWith(path, line))).toHaveLength(1)
  })

  it.each([
    ['web/src/worker.ts', "import { openCore } from '@rmirror/shared/core'"],
    ['web/src/screens/Library.tsx', "import { notebooks } from '../data/notebooks.ts'"],
    ['shared/src/core/index.ts', "import createCore from '@rmirror/core'"],
    ['agent/src/account/loopback.ts', "import type { IncomingMessage } from 'node:http'"],
    ['agent/src/account/loopback.test.ts', "import { request } from 'node:http'"],
    ['shared/src/core/index.test.ts', "import { readFileSync } from 'node:fs'"],
    ['e2e/flows/drop.spec.ts', "import { sample } from '../generator/sample.ts'"],
    ['e2e/flows/drop.spec.ts', "import { routes } from '../../web/src/shell/routes.ts'"],
  ])('of %s may be %s', (path, line) => {
    expect(breachesOfImports(fileWith(path, line))).toEqual([])
  })
})

describe('every source file', () => {
  it('states its licence', () => {
    expect(breachesOfLicence(sources)).toEqual([])
  })

  it('without a licence line is caught', () => {
    const text = 'int main() {}\n// SPDX-License-Identifier: AGPL-3.0-or-later\n'
    expect(breachesOfLicence(fileWith('shared/cpp/a.cpp', text))).toHaveLength(1)
  })

  it('is short', () => {
    expect(breachesOfLength(sources, longFiles)).toEqual([])
    expect(breachesOfExceptions(sources, longFiles)).toEqual([])
  })

  it('that is too long is caught, and an exception it outgrew as well', () => {
    expect(breachesOfLength(fileWith('web/src/main.tsx', lines(401)), {})).toHaveLength(1)
    expect(breachesOfLength(fileWith('tests/core/scene_test.cpp', lines(801)), {})).toHaveLength(1)
    expect(breachesOfLength(fileWith('web/src/main.test.tsx', lines(401)), {})).toEqual([])
    expect(breachesOfExceptions(fileWith('web/src/main.tsx', lines(400)), { 'web/src/main.tsx': 'data' })).toHaveLength(
      1,
    )
  })

  it('has no loose ends', () => {
    expect(breachesOfLooseEnds(sources)).toEqual([])
  })

  it('with a loose end is caught', () => {
    const mark = ['TO', 'DO'].join('')
    expect(breachesOfLooseEnds(fileWith('web/src/main.tsx', `// ${mark}: later\n`))).toHaveLength(1)
    expect(breachesOfLooseEnds(fileWith('web/src/main.tsx', 'const todos = kTodoItems\n'))).toEqual([])
  })
})

describe('a test', () => {
  it('is failed by no machine for being slow', () => {
    expect(breachesOfClocks(sources, clockExceptions)).toEqual([])
    expect(unusedClockExceptions(sources, clockExceptions)).toEqual([])
  })

  it.each([
    ['tests/contract/accounts.test.ts', 'expect(performance.now() - begun).toBeLessThan(20_000)'],
    ['web/src/data/library/filters.test.ts', 'const began = performance.now()'],
    ['tests/attack/b9.timed.test.ts', 'expect(Date.now() - begun).toBeLessThan(2500)'],
    [
      'e2e/flows/thousands.spec.ts',
      'expect(Math.max(...(await tasksDuring(browser, page, work)))).toBeLessThan(limit)',
    ],
    ['tests/contract/targets/long-log.test.ts', 'expect(Math.max(...slowest)).toBeLessThan(longestMs)'],
    ['tests/attack/b10.test.ts', 'await expect.poll(status, { timeout: 11_000 }).toBe(401)'],
    ['tests/attack/b10.test.ts', '}, 30_000)'],
    ['web/src/data/server/remote.test.ts', 'const signal = AbortSignal.timeout(60_000)'],
    ['tests/contract/notion-webhook.test.ts', "for (let since = '0', end = Date.now() + 30_000; Date.now() < end; ) {"],
    [
      'tests/server/auth/tokens/issuer_keys_test.cpp',
      'EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));',
    ],
    [
      'tests/contract/targets-chaos.test.ts',
      'for (let looks = 0; looks < 200; looks++) {\n  if (done()) return\n  await sleep(100)\n}',
    ],
    ['tests/contract/long-log.test.ts', 'for (let tries = 99; tries > 0 && !done(); tries--)\n  await wait(50)'],
    [
      'tests/server/queue/leases_test.cpp',
      'for (int i = 0; i < 100; ++i) {\n    if (ended())\n        break;\n    sleep_for(kPause);\n}',
    ],
    ['tests/contract/rates.test.ts', "describe('a date', () => {\n  const inAMinute = Date.now() + 60_000\n})"],
    ['web/src/todos.test.ts', 'const item = {\n  due: new Date(),\n}'],
    ['web/src/links.test.ts', "it.each([\n  ['today', new Date()],\n])('%s', show)"],
    ['e2e/flows/many-browsers.spec.ts', "await expect(row).toContainText('30 minutes ago')"],
    ['web/src/Status.test.tsx', "await expect.poll(lines).toEqual(['Readwise delivered this minute'])"],
    ['web/src/Status.test.tsx', 'expect(status.textContent).toMatch(/Next attempt, in 14 minutes/)'],
  ])('with a bound of time is caught: %s', (path, line) => {
    expect(breachesOfClocks(fileWith(path, line), {})).toHaveLength(1)
  })

  it.each([
    'for (let edit = 0; edit < 5; edit++) {\n  write(edit)\n  await wait(800)\n}',
    "it('is due', () => {\n  const inAnHour = Date.now() + 3_600_000\n})",
    'const event = (type: string) => ({\n  at: Date.now(),\n})',
    'function todo(due = new Date()) {\n  return { due }\n}',
    "vi.setSystemTime(Date.UTC(2026, 0, 1))\nexpect(lines()).toEqual(['delivered this minute'])",
    'await expect(row).toContainText(/3\\d minutes ago/)',
    "expect(lines()).toEqual(['last used 2 hours ago'])",
  ])('may keep a pace, and make dates in functions: %s', (text) => {
    expect(breachesOfClocks(fileWith('tests/contract/todos.test.ts', text), {})).toEqual([])
  })

  it('may measure in the bench, and wait for events anywhere', () => {
    expect(breachesOfClocks(fileWith('tests/bench/timing.ts', 'const began = performance.now()'), {})).toEqual([])
    const poll = 'await expect.poll(status).toBe(401)'
    expect(breachesOfClocks(fileWith('tests/contract/accounts.test.ts', poll), {})).toEqual([])
  })
})

describe('the content policy', () => {
  it('is stated once', () => {
    expect(breachesOfContentPolicy(sources)).toEqual([])
  })

  it('is caught where it is stated again', () => {
    const again = 'reply.with("Content-Security-Policy", "default-src \'self\'");'
    expect(breachesOfContentPolicy(fileWith('server/src/http/reply.cpp', again))).toHaveLength(1)
  })
})

describe('the top level', () => {
  it('is the one the design draws', () => {
    expect(breachesOfTopLevel(readdirSync(root))).toEqual([])
  })

  it('with a stray or a missing entry is caught', () => {
    const names = readdirSync(root)
    expect(breachesOfTopLevel([...names, 'utils'])).toEqual(['utils has no place at the top level'])
    expect(breachesOfTopLevel(names.filter((name) => name !== 'LICENSE'))).toEqual([
      'LICENSE is missing at the top level',
    ])
  })
})
