// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcription, accounts, the library, search, the queue and the proxies.
import type { Room } from '../room.ts'

export const features: Room[] = [
  {
    path: 'ocr',
    holds: "transcription: the interface to a service, pauses while it rejects the server's key, metrics",
    uses: ['queue', 'spend', 'base/metrics'],
    libraries: ['curl'],
  },
  { path: 'ocr/text', holds: 'to-dos in a text, and matching them with known ones', uses: ['base'] },
  {
    path: 'ocr/service',
    holds: 'what providers share: requests about pages, calls and their cost, the meaning of answers and failures',
    uses: ['input', 'ocr', 'spend', 'upstream', 'upstream/client', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'ocr/claude',
    holds: 'Claude, in single messages and in Message Batches',
    uses: ['base', 'crypto', 'ocr', 'ocr/service', 'spend', 'upstream/client'],
    libraries: ['boost/json'],
  },
  {
    path: 'ocr/openai',
    holds: "any service with OpenAI's chat completions API",
    uses: ['base', 'crypto', 'input', 'ocr/service'],
    libraries: ['boost/json'],
  },
  {
    path: 'ocr/configured_provider',
    holds: 'the provider that the settings select',
    uses: ['ocr', 'ocr/claude', 'ocr/openai', 'ocr/service', 'base/settings'],
  },
  {
    path: 'auth',
    holds: 'accounts, passwords and the attempts to guess them, invitations, known browsers',
    uses: ['base', 'crypto', 'db', 'http'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'auth/sessions',
    holds: 'sessions in browsers, devices and their tokens, how a device is approved',
    uses: ['auth', 'base', 'crypto', 'db', 'http'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'auth/tokens',
    holds: 'from a bearer token to its user: our own tokens, and those of a sign-in service',
    uses: [
      'auth',
      'auth/sessions',
      'base',
      'crypto',
      'db',
      'http',
      'input',
      'upstream',
      'base/settings',
      'base/threads',
    ],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'connections',
    holds: "people's credentials at other services, sealed under master keys; rotating these",
    uses: ['base', 'crypto', 'db', 'base/settings', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'library',
    holds: "a user's library: the lock of who writes it, to-dos, the tree",
    uses: ['base', 'db', 'ocr/text', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx', 'utf8proc.h'],
  },
  {
    path: 'library/images',
    holds: 'images of pages: storing them, which page shows which, and removing what none shows',
    uses: ['base', 'base/threads', 'blobs', 'db', 'input', 'library', 'library/documents', 'queue', 'quota', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'library/documents',
    holds:
      'the text of pages: what was transcribed, what people made of it, and versions ([decision 85](decisions/0085-the-text-of-a-page-is-a-document.md))',
    uses: ['base', 'db', 'library', 'ocr', 'queue', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'library/manifest',
    holds: 'what devices report: manifests, highlights and typed tasks in them, what is excluded, what they dropped',
    uses: ['base', 'db', 'input', 'library', 'library/documents', 'library/images', 'queue', 'quota', 'ocr/text', 'shared/cpp'],
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
    holds: 'the queue: every statement on `sync_queue`, turns between users, leases, retries',
    uses: ['base', 'db'],
    libraries: ['pqxx'],
  },
  {
    path: 'queue/workers',
    holds: 'a pool of workers for each kind of job, and the scheduler of tasks by the clock',
    uses: ['base', 'base/metrics', 'base/threads', 'db', 'queue'],
  },
  {
    path: 'reading',
    holds: 'the job that transcribes pages: alone, in groups, in Message Batches',
    uses: ['base', 'blobs', 'db', 'library', 'library/documents', 'ocr', 'queue', 'quota', 'spend'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'proxy',
    holds:
      "other services' APIs for programs, with the server's key: passing calls on, and the ledger of their cost, for any service ([add another](guides/add-a-proxy.md))",
    uses: ['auth', 'base', 'db', 'http', 'quota', 'spend', 'upstream', 'base/threads'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'proxy/claude',
    holds: 'what is particular to Claude: what calls can ask for, what they cost, errors in its form',
    uses: [
      'proxy',
      'input',
      'auth',
      'base',
      'http',
      'ocr',
      'spend',
      'upstream',
      'ocr/service',
      'base/settings',
      'upstream/client',
    ],
    libraries: ['boost/json'],
  },
  {
    path: 'proxy/notion',
    holds: 'what is particular to Notion: which calls are passed on, token refreshes after a 401, errors in its form',
    uses: ['proxy', 'notion', 'input', 'auth', 'base', 'connections', 'db', 'http', 'upstream', 'base/threads'],
    libraries: ['boost/json', 'pqxx'],
  },
]
