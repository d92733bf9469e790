// SPDX-License-Identifier: AGPL-3.0-or-later
// The rooms of the server.
import { inside } from './room.ts'

/** A row a target; none may use another. */
const targets = [
  {
    path: 'targets/notion',
    holds:
      'notebooks in a database in Notion, a row each with a toggle for each page ([several rows for long ones](decisions/0051-rows-and-blocks-in-notion.md))',
    uses: [
      'targets',
      'targets/notion/client',
      'targets/notion/rows',
      'targets/notion/todos',
      'targets/notion/toggles',
      'crypto',
      'input',
      'notion',
    ],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/obsidian',
    holds: 'notebooks for an Obsidian vault, which fetches them with its own key',
    uses: ['targets', 'base', 'crypto', 'db'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets/readwise',
    holds: 'highlights in Readwise',
    uses: ['targets', 'input'],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/webhook',
    holds: 'signed events for an address that a user enters; the smallest target, to learn from',
    uses: ['targets', 'base', 'crypto', 'input'],
    libraries: ['boost/json'],
  },
]

export const server = inside('server/src', [
  {
    path: 'base',
    holds:
      'settings in one table ([all of them](configuration.md)), secrets, types for row ids, and the log, which never blocks',
    uses: ['shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'input',
    holds: 'untrusted input, parsed strictly: the fields of a JSON object, ids, times, lengths',
    uses: ['base', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'wire',
    holds:
      "sockets on Pistache's reactor and Boost.Beast's parser: connections, their deadlines and buffers ([decision 9](decisions/0009-an-http-front-of-our-own.md))",
    uses: ['base', 'http', 'http/dispatch'],
    libraries: ['boost/asio', 'boost/beast', 'pistache'],
  },
  {
    path: 'http',
    holds:
      'what handlers get and give: requests, replies, answers, problems, and where a request comes from; no sockets',
    uses: ['base', 'input'],
    libraries: ['boost/json', 'pistache/http_defs.h'],
  },
  {
    path: 'http/body',
    holds: 'bodies and parameters of requests: JSON, queries, digests, compression',
    uses: ['crypto', 'http', 'input', 'shared/cpp'],
    libraries: ['boost/json', 'zlib.h'],
  },
  {
    path: 'http/files',
    holds: "serving content: the dashboard's files, compression, ETags",
    uses: ['base', 'http', 'shared/cpp'],
    libraries: ['boost/json', 'zlib.h'],
  },
  {
    path: 'http/dispatch',
    holds:
      'from a request to its handler and back: the table of routes, workers that take turns between owners, shared answers',
    uses: ['base', 'http', 'http/body'],
  },
  {
    path: 'db',
    holds: 'connection pool, transactions as one user or as the system, applying migrations',
    uses: ['base', 'shared/cpp'],
    libraries: ['pqxx'],
  },
  {
    path: 'upstream',
    holds:
      'HTTP to other services: one thread on curl, deadlines, bounded responses, whole or streamed; one row and one gateway per service, with fair scheduling, rate limits ([decision 50](decisions/0050-rate-limits-across-processes.md)), retries and cool-downs',
    uses: ['base'],
    libraries: ['curl'],
  },
  {
    path: 'crypto',
    holds: "passwords by libsodium's Argon2id, JSON Web Tokens and sealed credentials by OpenSSL, random tokens",
    uses: ['base', 'shared/cpp'],
    libraries: ['boost/json', 'openssl', 'sodium.h'],
  },
  {
    path: 'quota',
    holds: 'the quota of pages and tokens: reserved, charged, released, each by one function of the database',
    uses: ['base', 'db'],
    libraries: ['pqxx'],
  },
  {
    path: 'spend',
    holds:
      'what models cost, and the limit of dollars per day for all servers together: reserved before a call, settled by its usage',
    uses: ['base', 'db', 'input'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'rates',
    holds:
      'limits of requests per minute; counts of requests and of calls to other services shared through Redis, on threads of their own',
    uses: ['base', 'http', 'upstream', 'http/dispatch'],
    libraries: ['hiredis'],
  },
  {
    path: 'blobs',
    holds: 'page images as files or objects, by the hash of their content under their user; the check of PNG files',
    uses: ['base', 'crypto', 'upstream', 'shared/cpp'],
    libraries: ['zlib.h'],
  },
  {
    path: 'ocr',
    holds:
      "transcription: one interface, with Claude and any service with OpenAI's chat completions API behind it; the meaning of their responses and failures; finding to-dos in a text and matching them with known ones",
    uses: ['base', 'crypto', 'input', 'queue', 'spend', 'upstream', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'auth',
    holds: 'authentication: accounts, sessions, devices, the tokens of a sign-in service',
    uses: ['input', 'base', 'crypto', 'db', 'http', 'upstream'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'connections',
    holds: "people's credentials at other services, sealed under master keys; rotating these",
    uses: ['base', 'crypto', 'db', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'library',
    holds: "a user's library: the lock of who writes it, the text of pages, to-dos, the tree",
    uses: ['base', 'db', 'ocr', 'queue', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx', 'utf8proc.h'],
  },
  {
    path: 'library/images',
    holds: 'images of pages: storing them, which page shows which, and removing what none shows',
    uses: ['base', 'blobs', 'db', 'input', 'library', 'queue', 'quota', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'library/manifest',
    holds: 'what devices report: manifests, highlights and typed tasks in them, what is excluded, what they dropped',
    uses: ['base', 'db', 'input', 'library', 'library/images', 'ocr', 'queue', 'quota', 'shared/cpp'],
    libraries: ['pqxx'],
  },
  {
    path: 'library/deletion',
    holds: 'deleting and restoring notebooks, and removing for good what was deleted long ago',
    uses: ['base', 'db', 'library', 'library/images', 'queue', 'quota'],
    libraries: ['pqxx'],
  },
  {
    path: 'library/changes',
    holds: 'the changes of a library in their order, and readers that wait for the next',
    uses: ['base', 'db', 'input'],
    libraries: ['pqxx'],
  },
  {
    path: 'search',
    holds:
      'search in pages, names, tags, to-dos and highlights, with snippets ([decision 13](decisions/0013-search-in-postgresql.md))',
    uses: ['base', 'db', 'input'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'queue',
    holds:
      'the queue: every statement on `sync_queue`, turns between users, leases, retries, a pool of workers for each kind of job, the scheduler',
    uses: ['base', 'db'],
    libraries: ['pqxx'],
  },
  {
    path: 'reading',
    holds: 'the job that transcribes pages: alone, in groups, in Message Batches',
    uses: ['base', 'blobs', 'db', 'library', 'ocr', 'queue', 'quota', 'spend'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'proxy',
    holds:
      "other services' APIs for programs, with the server's key: passing calls on, and the ledger of their cost, for any service ([add another](guides/add-a-proxy.md))",
    uses: ['auth', 'base', 'db', 'http', 'quota', 'spend', 'upstream'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'proxy/claude',
    holds: 'what is particular to Claude: what calls can ask for, what they cost, errors in its form',
    uses: ['proxy', 'input', 'auth', 'base', 'http', 'ocr', 'spend', 'upstream'],
    libraries: ['boost/json'],
  },
  {
    path: 'proxy/notion',
    holds: 'what is particular to Notion: which calls are passed on, token refreshes after a 401, errors in its form',
    uses: ['proxy', 'notion', 'input', 'auth', 'base', 'connections', 'db', 'http', 'upstream'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets',
    holds:
      'bringing a library to other services: the contract of a target, what it may use, integrations and the records of what was delivered ([decision 49](decisions/0049-targets-follow-the-change-log.md), [add another](guides/add-a-target.md))',
    uses: ['base', 'blobs', 'connections', 'crypto', 'db', 'input', 'queue', 'upstream'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets/reconcile',
    holds:
      'finding what differs from a target: following the change log, full scans, the comparison, and requests of users that begin one',
    uses: ['targets', 'base', 'db', 'input', 'library', 'queue', 'library/changes'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets/delivery',
    holds: 'the job that delivers items to a target: its plan, the calls, and what is delivered once more',
    uses: ['targets', 'targets/reconcile', 'connections', 'db', 'queue'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets/inbound',
    holds: 'what users change at a service: polling for it, completing to-dos, and overwriting it if they ask',
    uses: ['targets', 'targets/reconcile', 'base', 'db', 'library'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets/integrations',
    holds: 'what users set up and see: settings, the test of a connection, preview, estimate, progress',
    uses: ['targets', 'targets/reconcile', 'base', 'connections', 'crypto', 'db', 'queue', 'upstream', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx'],
  },
  ...targets,
  {
    path: 'targets/notion/rows',
    holds:
      "the rows of notebooks in Notion's database: finding, creating and updating them, and which page is in which",
    uses: ['targets', 'targets/notion/client', 'base', 'crypto', 'input', 'notion'],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/notion/todos',
    holds: 'to-dos in a database in Notion, and which of them users complete there or on a page',
    uses: [
      'targets',
      'targets/notion/blocks/markdown',
      'targets/notion/client',
      'targets/notion/rows',
      'base',
      'crypto',
      'input',
      'notion',
      'shared/cpp',
    ],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/notion/toggles',
    holds: 'the toggle of a page in its row: its title, content and place, and what users changed in it',
    uses: [
      'targets',
      'targets/notion/blocks',
      'targets/notion/blocks/edits',
      'targets/notion/blocks/markdown',
      'targets/notion/client',
      'targets/notion/rows',
      'targets/notion/uploads',
      'crypto',
    ],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/notion/uploads',
    holds: "pictures of pages as Notion's file uploads",
    uses: ['targets/notion/blocks', 'targets/notion/client', 'blobs', 'crypto'],
  },
  {
    path: 'targets/notion/client',
    holds:
      "Notion's API as the target uses it: calls and their failures, appending, reading pages, a delivery's time slice",
    uses: [
      'targets',
      'targets/notion/blocks',
      'targets/notion/blocks/edits',
      'connections',
      'crypto',
      'input',
      'notion',
    ],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/notion/blocks',
    holds: "Notion's blocks as values, their JSON, and Notion's limits for them; pure functions",
    uses: ['crypto', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/notion/blocks/markdown',
    holds: 'Markdown (parsed by md4c) to blocks and back; pure functions',
    uses: ['targets/notion/blocks'],
    libraries: ['md4c.h'],
  },
  {
    path: 'targets/notion/blocks/edits',
    holds: 'the fewest changes to existing blocks, in portions for calls; pure functions',
    uses: ['targets/notion/blocks'],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/registry',
    holds: 'the list of all targets',
    uses: ['targets', ...targets.map(({ path }) => path)],
  },
  {
    path: 'notion',
    holds:
      'what everything that calls Notion shares: connecting workspaces, tokens and their refresh, counting and retrying calls, the pages of a workspace',
    uses: ['base', 'connections', 'crypto', 'db', 'input', 'upstream', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'periodic_tasks',
    holds: 'tasks that run by the clock',
    uses: ['db', 'queue', 'quota', 'reading'],
    libraries: ['pqxx'],
  },
  {
    path: 'metrics',
    holds: 'the requests of this process, counted for Prometheus',
    uses: ['base', 'http/dispatch'],
  },
  {
    path: 'app',
    holds: 'everything handlers and jobs use, opened completely or not at all',
    uses: [
      'auth',
      'base',
      'blobs',
      'connections',
      'db',
      'metrics',
      'notion',
      'ocr',
      'proxy',
      'proxy/claude',
      'proxy/notion',
      'quota',
      'rates',
      'spend',
      'targets/integrations',
      'targets/notion/client',
      'targets/registry',
      'upstream',
      'wire',
      'library/changes',
    ],
  },
  {
    path: 'routes',
    holds: 'one file per resource: handlers, and the table of its routes',
    uses: [
      'auth',
      'base',
      'blobs',
      'connections',
      'crypto',
      'db',
      'http',
      'input',
      'library',
      'notion',
      'proxy/claude',
      'proxy/notion',
      'queue',
      'quota',
      'reading',
      'search',
      'targets',
      'targets/inbound',
      'targets/integrations',
      'targets/obsidian',
      'targets/reconcile',
      'targets/registry',
      'app',
      'library/changes',
      'library/deletion',
      'library/images',
      'library/manifest',
      'http/body',
      'http/dispatch',
      'http/files',
      'shared/cpp',
    ],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: '.',
    holds: 'the program: its command line, and the order in which it starts',
    uses: ['server/src'],
    libraries: ['boost/json'],
  },
])
