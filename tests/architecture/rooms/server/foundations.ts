// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server's features are built on: settings, HTTP, the database, calls to other services, quotas and stores.
import type { Room } from '../room.ts'

export const foundations: Room[] = [
  {
    path: 'base',
    holds: "what every room may need: the log's events, results, secrets, types for row ids, limits of memory",
    uses: ['shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'base/settings',
    holds: 'settings in one table ([all of them](configuration.md)), and their help',
    uses: ['base'],
  },
  {
    path: 'base/threads',
    holds:
      "threads that restart after a failure, pools of them, work that threads do for each other in batches, and the log's output, which never blocks",
    uses: ['base'],
  },
  { path: 'base/metrics', holds: "histograms and Prometheus's text format", uses: [] },
  {
    path: 'javascript',
    holds:
      'SpiderMonkey without compilers to machine code, for scripts of our own: texts in, texts out, within limits ([decision 89](decisions/0089-one-writer-in-the-server.md))',
    uses: [],
    libraries: ['js', 'jsapi.h', 'utf8proc.h'],
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
      "sockets on Pistache's reactor: accepting connections and spreading them over event loops ([decision 9](decisions/0009-an-http-front-of-our-own.md))",
    uses: ['base', 'http', 'http/dispatch', 'base/threads', 'wire/connections', 'wire/messages'],
    libraries: ['pistache'],
  },
  {
    path: 'wire/messages',
    holds: "requests read by Boost.Beast's parser, heads of responses, and their limits",
    uses: ['http'],
    libraries: ['boost/asio', 'boost/beast'],
  },
  {
    path: 'wire/connections',
    holds: 'a connection, its deadlines and buffers, and the table of all of them',
    uses: ['base', 'http', 'http/dispatch', 'wire/messages'],
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
    uses: ['base', 'crypto', 'http', 'input', 'shared/cpp'],
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
    uses: ['base', 'http', 'http/body', 'base/threads'],
  },
  {
    path: 'db',
    holds: 'connection pool, transactions as one user or as the system, applying migrations',
    uses: ['base', 'base/threads', 'shared/cpp'],
    libraries: ['pqxx'],
  },
  {
    path: 'upstream',
    holds:
      'one row and one gateway per service: fair scheduling, rate limits ([decision 50](decisions/0050-rate-limits-across-processes.md)), retries and cool-downs',
    uses: ['base/settings', 'upstream/client'],
    libraries: ['curl'],
  },
  {
    path: 'error_reports',
    holds: "the log's errors, sent to Sentry or a compatible service without content",
    uses: ['base', 'base/settings', 'crypto', 'upstream/client', 'version'],
    libraries: ['boost/json'],
  },
  { path: 'version', holds: 'the version of this program', uses: [] },
  {
    path: 'upstream/client',
    holds: 'HTTP and mail to other servers: one thread on curl, deadlines, bounded responses, whole or streamed',
    uses: ['base', 'base/threads'],
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
    uses: ['base', 'db', 'base/settings'],
    libraries: ['pqxx'],
  },
  {
    path: 'spend',
    holds:
      'what models cost, and the limit of dollars per day for all servers together: reserved before a call, settled by its usage',
    uses: ['base', 'db', 'input', 'base/metrics', 'base/settings'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'rates',
    holds:
      'limits of requests per minute; counts of requests and of calls to other services shared through Redis, on threads of their own',
    uses: ['base', 'http', 'upstream', 'http/dispatch', 'base/settings', 'base/threads'],
    libraries: ['hiredis'],
  },
  {
    path: 'blobs',
    holds: 'page images as files or objects, by the hash of their content under their user; the check of PNG files',
    uses: ['base', 'crypto', 'upstream', 'base/settings', 'shared/cpp'],
    libraries: ['libdeflate.h', 'zlib.h'],
  },
]
