// SPDX-License-Identifier: AGPL-3.0-or-later
// The rooms of the server.
import { inside } from './room.ts'

export const server = inside('server/src', [
  {
    path: 'base',
    holds:
      'settings in one table ([all of them](configuration.md)), secrets, the ids of rows, and the log, which nobody waits for',
    uses: ['shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'input',
    holds: 'what strangers send, read strictly: the fields of a JSON object, ids, times, lengths',
    uses: ['base', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'wire',
    holds:
      "sockets on Pistache's reactor and Boost.Beast's parser: connections, their deadlines and buffers ([decision 9](decisions/0009-an-http-front-of-our-own.md))",
    uses: ['base', 'http'],
    libraries: ['boost/asio', 'boost/beast', 'pistache'],
  },
  {
    path: 'http',
    holds: 'what handlers see: requests, replies, routing, problems, static files; it knows no sockets',
    uses: ['base', 'crypto', 'input', 'shared/cpp'],
    libraries: ['boost/json', 'pistache/http_defs.h'],
  },
  {
    path: 'db',
    holds: 'pool of connections, transactions as one user or as the system, applying migrations',
    uses: ['base', 'shared/cpp'],
    libraries: ['pqxx'],
  },
  {
    path: 'upstream',
    holds:
      'HTTP to other services: one thread on curl, deadlines, bounded answers, whole or piece by piece; one row and one gateway for each service, where calls take turns, are asked again and wait while it cools down',
    uses: ['base'],
    libraries: ['curl'],
  },
  {
    path: 'crypto',
    holds: "passwords by libsodium's Argon2id, JSON Web Tokens by OpenSSL, random tokens",
    uses: ['base', 'shared/cpp'],
    libraries: ['boost/json', 'openssl', 'sodium.h'],
  },
  {
    path: 'quota',
    holds: 'how many pages may be read: promised, charged, given back, each by one function of the database',
    uses: ['base', 'db'],
    libraries: ['pqxx'],
  },
  {
    path: 'rates',
    holds: 'how many requests a minute somebody may make; counts shared through Redis, on a thread of its own',
    uses: ['base', 'http'],
    libraries: ['hiredis'],
  },
  {
    path: 'blobs',
    holds:
      'page images as files or objects, by the hash of their content under their user; what a PNG must be to be taken',
    uses: ['base', 'crypto', 'upstream', 'shared/cpp'],
    libraries: ['zlib.h'],
  },
  {
    path: 'ocr',
    holds:
      "reading handwriting: one interface, Claude and any service that speaks OpenAI's chat completions behind it; what their answers and failures mean; finding what is to be done in a text, and recognising it",
    uses: ['base', 'crypto', 'queue', 'upstream', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'auth',
    holds: 'who is asking: accounts, sessions, agents, the tokens of a sign-in service',
    uses: ['input', 'base', 'crypto', 'db', 'http', 'upstream'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'library',
    holds:
      "what a user's devices hold: manifests, pictures of pages, what was read of them, what is to be done, what has changed since",
    uses: ['input', 'base', 'blobs', 'db', 'ocr', 'queue', 'quota', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx', 'utf8proc.h'],
  },
  {
    path: 'search',
    holds:
      'finding words in pages, names, tags, todos and highlights, with snippets ([decision 13](decisions/0013-search-in-postgresql.md))',
    uses: ['base', 'db', 'input'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'queue',
    holds:
      'what is to be done: every statement on `sync_queue`, turns and leases, retries, a pool of workers for each kind of job, the scheduler',
    uses: ['base', 'db'],
    libraries: ['pqxx'],
  },
  {
    path: 'reading',
    holds: 'the job that reads pages: alone, in groups, in Message Batches',
    uses: ['base', 'blobs', 'db', 'library', 'ocr', 'queue', 'quota'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'proxy',
    holds:
      "other services' APIs for programs, with the server's key: the way there and back, and the ledger of what it costs, for whichever service ([add another](guides/add-a-proxy.md))",
    uses: ['auth', 'base', 'db', 'http', 'quota', 'upstream'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'proxy/claude',
    holds: 'what is particular to Claude: what a call may ask for, what it costs, errors in its words',
    uses: ['proxy', 'input', 'auth', 'base', 'http', 'upstream'],
    libraries: ['boost/json'],
  },
  {
    path: 'periodic_tasks',
    holds: 'what is due by the clock in a database that nobody does anything in',
    uses: ['db', 'queue', 'quota', 'reading'],
    libraries: ['pqxx'],
  },
  {
    path: 'metrics',
    holds: 'what this process has answered, counted for Prometheus',
    uses: ['base', 'http'],
  },
  {
    path: 'app',
    holds: 'what handlers and jobs work with, opened as a whole or not at all',
    uses: [
      ...['auth', 'base', 'blobs', 'db', 'library', 'metrics', 'ocr', 'proxy', 'proxy/claude', 'quota', 'upstream'],
      'wire',
    ],
  },
  {
    path: 'routes',
    holds: 'one file per resource: handlers, and the table of its routes',
    uses: [
      ...[
        'auth',
        'base',
        'blobs',
        'crypto',
        'db',
        'http',
        'input',
        'library',
        'proxy/claude',
        'queue',
        'quota',
        'reading',
        'search',
        'app',
      ],
      'shared/cpp',
    ],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: '.',
    holds: 'the program: its command line, and what is started in which order',
    uses: ['server/src'],
    libraries: ['boost/json'],
  },
])
