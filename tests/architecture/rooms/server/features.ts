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
    path: 'auth/identities',
    holds:
      'accounts and the outside identities by which their people sign in ([decision 112](decisions/0112-identities-join-from-inside.md))',
    uses: ['auth', 'base', 'crypto', 'db'],
    libraries: ['pqxx'],
  },
  {
    path: 'auth/clerk',
    holds: "deliveries of Clerk's webhook, and keeping accounts in step with Clerk's users",
    uses: ['auth', 'auth/identities', 'base', 'crypto', 'db'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'auth/tokens',
    holds: 'from a bearer token to its user: our own tokens, and those of a sign-in service',
    uses: [
      'auth',
      'auth/identities',
      'auth/sessions',
      'base',
      'crypto',
      'db',
      'http',
      'input',
      'upstream',
      'upstream/client',
      'base/settings',
      'base/threads',
    ],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'auth/providers',
    holds:
      'services at which people sign in on a screen of theirs: OpenID Connect, GitHub, and visits to them, each bound to a browser',
    uses: [
      'auth',
      'auth/identities',
      'auth/tokens',
      'base',
      'base/settings',
      'crypto',
      'db',
      'input',
      'upstream',
      'shared/cpp',
    ],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'mail',
    holds:
      'mail to people: what each kind says, the job that sends it, links in it, requests that reveal nothing ([decision 109](decisions/0109-mail-is-queued-with-its-cause.md))',
    uses: ['auth', 'base', 'crypto', 'db', 'queue', 'base/settings', 'upstream/client'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'notices',
    holds:
      'signed webhooks for notices, and the job that sends them ([decision 110](decisions/0110-one-table-of-notices.md))',
    uses: ['base', 'crypto', 'db', 'queue', 'targets', 'upstream/client'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'admin',
    holds:
      'what people who run the server see and do: accounts, the waitlist, invitations, health, and the log of their acts ([decision 101](decisions/0101-admins-have-a-role-of-their-own.md))',
    uses: ['auth', 'base', 'db', 'queue', 'quota'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'connections',
    holds:
      "people's credentials at other services, sealed under master keys; rotating these; the state of OAuth and the refresh of its tokens",
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
    uses: [
      'base',
      'base/threads',
      'blobs',
      'db',
      'input',
      'library',
      'library/documents',
      'queue',
      'quota',
      'shared/cpp',
    ],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'library/documents',
    holds:
      'the text of pages: what was transcribed, what people made of it, and versions ([decision 85](decisions/0085-the-text-of-a-page-is-a-document.md))',
    uses: ['base', 'db', 'input', 'library', 'ocr', 'queue', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx', 'utf8proc.h'],
  },
  {
    path: 'library/manifest',
    holds: 'what devices report: manifests, highlights and typed tasks in them, what is excluded, what they dropped',
    uses: [
      'base',
      'db',
      'input',
      'library',
      'library/documents',
      'library/images',
      'queue',
      'quota',
      'ocr/text',
      'shared/cpp',
    ],
    libraries: ['pqxx'],
  },
  {
    path: 'library/deletion',
    holds: 'deleting and restoring notebooks, and removing for good what was deleted long ago',
    uses: ['base', 'db', 'library', 'library/documents', 'library/images', 'queue', 'quota'],
    libraries: ['pqxx'],
  },
  {
    path: 'library/notes',
    holds: 'notes, which people write here and no tablet can change: creating and deleting them',
    uses: ['db', 'library/deletion', 'library/documents', 'quota'],
    libraries: ['pqxx'],
  },
  {
    path: 'library/attachments',
    holds:
      'files that people attach to documents: announced, put into the store by the client, checked and kept; the drawings of pages',
    uses: ['base', 'blobs', 'db', 'library', 'library/documents', 'library/images', 'shared/cpp'],
    libraries: ['pqxx'],
  },
  {
    path: 'library/sealed',
    holds:
      "people's encrypted backups, which the server can't open: the wrapped key, chunks, and which backup uses which ([decision 100](decisions/0100-backups-that-the-server-cant-open.md))",
    uses: ['base', 'blobs', 'db', 'library', 'library/attachments', 'library/images', 'quota', 'shared/cpp'],
    libraries: ['pqxx'],
  },
  {
    path: 'library/changes',
    holds: 'the changes of a library in their order, and readers that wait for the next',
    uses: ['base', 'db', 'input'],
    libraries: ['pqxx'],
  },
  {
    path: 'sharing',
    holds:
      'links by which people without an account read a notebook or a page, and what they are shown ([decision 98](decisions/0098-links-and-telemetry.md))',
    uses: ['base', 'blobs', 'crypto', 'db', 'library/documents', 'library/images'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'telemetry',
    holds: 'sums of what dashboards send about themselves: load times and kinds of errors',
    uses: ['base', 'db', 'base/metrics'],
    libraries: ['pqxx'],
  },
  {
    path: 'rights',
    holds:
      'what people can do with everything of theirs: see how much it is, take it along as an archive, delete it ([decision 99](decisions/0099-an-export-is-the-same-bytes-again.md))',
    uses: ['base', 'blobs', 'crypto', 'db', 'library', 'queue', 'shared/cpp'],
    libraries: ['pqxx', 'zlib.h'],
  },
  {
    path: 'legal',
    holds: "the operator's terms and privacy policy, and who accepted which version",
    uses: ['auth', 'base', 'db'],
    libraries: ['pqxx'],
  },
  {
    path: 'plans',
    holds:
      'plans that are paid at Stripe: calls to it, events, subscriptions and what they mean for the quota, checkouts, the daily comparison ([decision 111](decisions/0111-plans-follow-stripe.md))',
    uses: ['base', 'base/settings', 'crypto', 'db', 'input', 'library', 'quota', 'upstream', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'workspaces',
    holds:
      'shelves of notebooks with members: who is one, invitations, moving notebooks, what members read and may change of others ([decision 97](decisions/0097-workspaces.md))',
    uses: ['base', 'crypto', 'db', 'input', 'library', 'library/changes'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'search',
    holds:
      'search in pages, names, tags, to-dos and highlights, with snippets ([decision 13](decisions/0013-search-in-postgresql.md))',
    uses: ['base', 'db', 'input'],
    libraries: ['boost/json', 'pqxx', 'utf8proc.h'],
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
    holds:
      'the job that transcribes pages: alone, in groups, in Message Batches; cutting drawings out of their images ([decision 113](decisions/0113-drawings-are-cut-out-of-the-image.md))',
    uses: [
      'base',
      'blobs',
      'db',
      'library',
      'library/attachments',
      'library/documents',
      'library/images',
      'ocr',
      'ocr/text',
      'queue',
      'quota',
      'shared/cpp',
      'spend',
    ],
    libraries: ['boost/json', 'png.h', 'pqxx'],
  },
  {
    path: 'meaning',
    holds:
      'vectors of passages: cutting texts, the embeddings service, the job that has changed passages embedded ([decision 108](decisions/0108-search-by-meaning.md))',
    uses: [
      'base',
      'base/settings',
      'db',
      'input',
      'library',
      'ocr/service',
      'queue',
      'shared/cpp',
      'spend',
      'upstream',
    ],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'meaning/search',
    holds: 'what is near in meaning: comparing vectors, mixing with what is found by words, related pages',
    uses: ['base', 'db', 'meaning', 'rates', 'search'],
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
