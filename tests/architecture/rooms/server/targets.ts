// SPDX-License-Identifier: AGPL-3.0-or-later
// Bringing a library to other services, and Notion's API.
import type { Room } from '../room.ts'

/** A row a target; none may use another. */
const eachTarget: Room[] = [
  {
    path: 'targets/git',
    holds:
      "notes in a branch of a Git repository, planned by the vault's writer; Git's protocol, and its objects by libgit2 ([decision 94](decisions/0094-git-without-a-clone.md))",
    uses: ['targets', 'targets/vault', 'crypto'],
    libraries: ['boost/json', 'git2', 'git2.h'],
  },
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
    uses: ['targets', 'base', 'input'],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/webdav',
    holds:
      "notes in a folder on a WebDAV server, planned by the vault's writer ([decision 89](decisions/0089-one-writer-in-the-server.md))",
    uses: ['targets', 'targets/vault', 'base', 'crypto', 'upstream/client'],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/todoist',
    holds:
      'to-dos as tasks in a project in Todoist, with the due dates that they name, and which of them users complete there',
    uses: ['targets', 'base', 'crypto', 'input', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'targets/webhook',
    holds: 'signed events for an address that a user enters; the smallest target, to learn from',
    uses: ['targets', 'input'],
    libraries: ['boost/json'],
  },
]

export const targets: Room[] = [
  {
    path: 'targets',
    holds:
      'bringing a library to other services: the contract of a target, what it may use, its OAuth client, integrations and the records of what was delivered ([decision 49](decisions/0049-targets-follow-the-change-log.md), [add another](guides/add-a-target.md))',
    uses: ['base', 'blobs', 'connections', 'crypto', 'db', 'input', 'queue', 'upstream', 'base/settings'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets/reconcile',
    holds:
      'finding what differs from a target: following the change log, full scans, the comparison, and requests of users that begin one',
    uses: ['targets', 'base', 'db', 'input', 'library', 'queue', 'library/changes', 'base/threads'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets/delivery',
    holds: 'the job that delivers items to a target: its plan, the calls, and what is delivered once more',
    uses: ['targets', 'targets/reconcile', 'targets/templates', 'connections', 'db', 'queue'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets/templates',
    holds:
      "what a user's templates and steps make of what is sent ([decision 96](decisions/0096-templates-and-steps.md))",
    uses: ['targets', 'targets/reconcile', 'targets/vault', 'base', 'connections', 'crypto', 'db'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets/inbound',
    holds: 'what users change at a service: polling for it, completing to-dos, and overwriting it if they ask',
    uses: ['targets', 'targets/reconcile', 'base', 'connections', 'db', 'library'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'targets/integrations',
    holds: 'what users set up and see: settings, the test of a connection, preview, estimate, progress',
    uses: [
      'targets',
      'targets/reconcile',
      'targets/templates',
      'base',
      'connections',
      'crypto',
      'db',
      'queue',
      'upstream',
      'base/settings',
      'base/threads',
      'shared/cpp',
    ],
    libraries: ['boost/json', 'pqxx'],
  },
  ...eachTarget,
  {
    path: 'targets/vault',
    holds:
      "what targets that write notes share: a notebook's delivery as the vault's writer plans it, settings, failures ([decision 89](decisions/0089-one-writer-in-the-server.md))",
    uses: ['targets', 'crypto', 'javascript', 'upstream/client'],
    libraries: ['boost/json', 'utf8proc.h'],
  },
  {
    path: 'targets/notion/rows',
    holds:
      "the rows of notebooks in Notion's database: finding, creating and updating them, and which page is in which",
    uses: ['targets', 'targets/notion/client', 'base', 'crypto', 'input', 'notion/workspace'],
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
      'notion/workspace',
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
    uses: ['targets', ...eachTarget.map(({ path }) => path)],
  },
  {
    path: 'notion',
    holds: 'calling Notion as a user: opening a connection, its tokens, counting and retrying calls',
    uses: ['base', 'connections', 'crypto', 'db', 'input', 'upstream', 'base/settings'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'notion/connection',
    holds: 'connecting workspaces: storing a connection, what its token may do',
    uses: ['connections', 'db', 'notion'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'notion/workspace',
    holds: "what is in a workspace: pages, databases and their properties, sections of a page, its webhook's events",
    uses: ['base', 'crypto', 'db', 'input', 'notion', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx'],
  },
]
