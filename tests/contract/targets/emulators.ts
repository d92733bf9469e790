// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands for the service of each pushed target in its tests: an emulator, what a person enters to use it, and
// a look at what is there for them. A row a target.
import { randomUUID } from 'node:crypto'

import { startGit } from '../../../e2e/emulators/git.mjs'
import { startNotion } from '../../../e2e/emulators/notion/notion.mjs'
import { startReadwise } from '../../../e2e/emulators/readwise.mjs'
import type { Fault } from '../../../e2e/emulators/targets/faults.mjs'
import type { Service } from '../../../e2e/emulators/targets/service.mjs'
import { startTodoist } from '../../../e2e/emulators/todoist.mjs'
import { startWebDav } from '../../../e2e/emulators/webdav.mjs'
import { startWebhookReceiver } from '../../../e2e/emulators/webhook-receiver.mjs'
import { notebookProperties } from '../../world/notion-schema.ts'
import { alive, type Node, wordsOf } from './mirror.ts'

/** A service as tests see it; those of one target alone may be other programs. */
type Seen = Pick<Service, 'requests' | 'violations' | 'state'> & { faults: Pick<Service['faults'], 'add' | 'drop'> }

export interface Emulated {
  service: Seen
  /** Of the server. */
  settings: Record<string, string>
  /** The values that a person enters; each has their own account there, by any name. */
  valuesOf: (who: string) => Record<string, string>
  /** Values that are wrong, by the field that is to be named. */
  wrong: [field: string, values: Record<string, string>][]
  /** Where the target calls by a connection: what a person connects, before and again after it was refused. */
  connection?: (who: string) => Record<string, string>
  /** Where the target has a secret: what a person enters who has two, and how one of them is revoked. */
  second?: (who: string) => { values: Record<string, string>; revoke: (which: 'first' | 'second') => void }
  /** What was shown once is entered there. */
  adopt: (who: string, drawn: Record<string, string>) => void
  /** The same, for their calls alone. */
  of: (who: string, fault: Fault) => Fault
  /** Texts of the items of a type that are there, in any order. */
  texts: (who: string, type: string) => string[]
  /** Calls that were made for them. */
  calls: (who: string) => Seen['requests']
  close: () => Promise<unknown>
}

/** A person with two tokens for one account. */
function secondToken(service: { tokens: string[]; others: Map<string, string> }, who: string) {
  const tokens = { first: who, second: `${who}-spare` }
  service.others.set(tokens.second, who)
  service.tokens.push(tokens.first, tokens.second)
  return {
    values: { token: tokens.first, second_token: tokens.second },
    revoke(which: 'first' | 'second') {
      service.tokens = service.tokens.filter((token) => token !== tokens[which])
    },
  }
}

async function readwise(): Promise<Emulated> {
  const { service, address, close } = await startReadwise()
  const authorization = (who: string) => `Token ${who}`
  const books = (who: string): { highlights: { text: string }[] }[] => service.state()[who] ?? []
  return {
    service,
    settings: { RMIRROR_TEST_READWISE_BASE_URL: address },
    valuesOf(who) {
      service.tokens.push(who)
      return { token: who }
    },
    wrong: [
      ['token', {}],
      ['token', { token: 'two words' }],
      ['token', { token: 'line\r\nbreak' }],
      ['second_token', { token: 'right', second_token: 'two words' }],
    ],
    second: (who) => secondToken(service, who),
    adopt: () => {},
    of: (who, fault) => ({ ...fault, authorization: authorization(who) }),
    texts: (who) => books(who).flatMap(({ highlights }) => highlights.map(({ text }) => text)),
    calls: (who) =>
      service.requests.filter(({ authorization: given }) => given?.split('-spare')[0] === authorization(who)),
    close,
  }
}

async function todoist(): Promise<Emulated> {
  const { service, address, close } = await startTodoist()
  const authorization = (who: string) => `Bearer ${who}`
  return {
    service,
    settings: { RMIRROR_TEST_TODOIST_BASE_URL: address },
    valuesOf(who) {
      service.tokens.push(who)
      return { token: who, project: 'inbox' }
    },
    wrong: [
      ['token', {}],
      ['token', { token: 'two words' }],
      ['token', { token: 'line\r\nbreak' }],
      ['project', { token: 'right', project: '../user' }],
      ['second_token', { token: 'right', second_token: 'two words' }],
    ],
    second: (who) => secondToken(service, who),
    adopt: () => {},
    of: (who, fault) => ({ ...fault, authorization: authorization(who) }),
    texts: (who) =>
      service
        .account(who)
        .list(false)
        .map(({ content }) => content),
    calls: (who) =>
      service.requests.filter(({ authorization: given }) => given?.split('-spare')[0] === authorization(who)),
    close,
  }
}

async function webhook(): Promise<Emulated> {
  const { service, address, close } = await startWebhookReceiver()
  // No path is the beginning of another: a fault affects all paths below its own.
  const path = (who: string) => `/${who}/events`
  return {
    service,
    settings: { RMIRROR_PRIVATE_URLS: 'on' },
    valuesOf: (who) => ({ address: address + path(who) }),
    wrong: [
      ['address', {}],
      ['address', { address: 'example.org' }],
      ['address', { address: 'ftp://example.org' }],
      ['address', { address: 'https://kim:secret@example.org' }],
      ['address', { address: 'https://example.org/\r\nX: y' }],
    ],
    adopt: (who, { signing_secret = '' }) => service.secrets.set(path(who), signing_secret),
    of: (who, fault) => ({ ...fault, path: path(who) }),
    texts(who, type) {
      const items = Object.entries<{ text: string }>(service.state().items[path(who)] ?? {})
      return items.filter(([key]) => key.startsWith(`${type} `)).map(([, { text }]) => text)
    },
    // That it is asked for its consent is no delivery, unless that is what a fault befalls.
    calls: (who) =>
      service.requests.filter(
        (call) => call.path === path(who) && (call.type !== 'verification' || call.fault !== undefined),
      ),
    close,
  }
}

async function notion(): Promise<Emulated> {
  const { emulator, address, close } = await startNotion({ tokens: [], limits: { calls: 600 } })
  const token = (who: string) => `ntn_${who}`
  // A workspace is one person's alone.
  type Home = ReturnType<typeof emulator.found>
  type Bot = ReturnType<typeof emulator.connections.find>
  const homes: Record<string, Pick<Home, 'content' | 'plan'> & { bot: Bot; database: string; source: string }> = {}
  function home(who: string) {
    const known = homes[who]
    if (known) return known
    const id = randomUUID()
    const { content, plan } = emulator.found({ id, name: `Workspace of ${who}` })
    const { bot_id } = emulator.admit({ token: token(who), workspace: id })
    const { id: database, data_source_id: source } = content.database({
      title: 'Notes',
      properties: notebookProperties,
    })
    homes[who] = { content, plan, bot: emulator.connections.find(bot_id), database, source }
    return homes[who]
  }
  return {
    service: {
      faults: emulator.faults,
      state: () => homes,
      get requests() {
        return emulator.log.requests as unknown as Seen['requests']
      },
      get violations() {
        // What was asked for again and has the same effect twice does no harm.
        const harmful = emulator.log.violations.filter(({ repeatable }) => !repeatable)
        return harmful as unknown as Seen['violations']
      },
    },
    settings: { RMIRROR_TEST_NOTION_BASE_URL: address, RMIRROR_NOTION_CALLS_PER_MINUTE: '600' },
    valuesOf: (who) => ({ data_source: home(who).source }),
    wrong: [
      ['data_source', {}],
      ['data_source', { data_source: 'My notes' }],
      ['pictures', { data_source: randomUUID(), pictures: 'maybe' }],
    ],
    connection(who) {
      home(who)
      return { provider: 'notion', token: token(who) }
    },
    adopt: () => {},
    of: (who, fault) => ({ ...fault, authorization: `Bearer ${token(who)}` }),
    texts(who) {
      const { content, source } = home(who)
      const rows: Node[] = alive(content.tree(source).children)
      const toggles = rows.flatMap(({ children }) => alive(children))
      return toggles.map(({ children }) => alive(children).map(wordsOf).join('\n'))
    },
    // Connecting is no delivery.
    calls: (who) =>
      emulator.log.requests.filter(
        (call) => call.token === token(who) && call.path !== '/v1/users/me',
      ) as unknown as Seen['requests'],
    close,
  }
}

/** What the notes say that rMirror keeps up to date: others stay unless their deletion was chosen. */
function notedTexts(notes: string[]): string[] {
  return notes
    .filter((note) => !note.includes('rMirror no longer updates this note'))
    .flatMap((note) => /^## Page 1 \^\S+\n\n([\s\S]*?)\n\n<!-- rmirror:end/m.exec(note)?.[1] ?? [])
}

async function git(): Promise<Emulated> {
  const { service, address, close } = await startGit()
  const path = (who: string) => `/git/${who}.git`
  const valuesOf = (who: string) => ({ address: address + path(who), user_name: who, token: `${who}'s own` })
  const right = valuesOf('anyone')
  return {
    service,
    settings: { RMIRROR_PRIVATE_URLS: 'on' },
    valuesOf(who) {
      const values = valuesOf(who)
      service.admit(who, values.token)
      return values
    },
    wrong: [
      ['address', {}],
      ['address', { ...right, address: 'git@example.org:kim/notes.git' }],
      ['address', { ...right, address: `${right.address}?path=/` }],
      ['address', { ...right, address: 'https://kim:secret@example.org/notes.git' }],
      ['user_name', { ...right, user_name: 'kim:kim' }],
      ['token', { ...right, token: 'two\nlines' }],
      ['branch', { ...right, branch: 'two..dots' }],
      ['folder', { ...right, folder: 'Notes/../..' }],
      ['folder', { ...right, folder: '.GIT/hooks' }],
    ],
    second(who) {
      const values = valuesOf(who)
      const tokens = { first: values.token, second: `${who}'s spare` }
      for (const token of Object.values(tokens)) service.admit(who, token)
      return {
        values: { ...values, second_token: tokens.second },
        revoke: (which) => service.revoke(who, tokens[which]),
      }
    },
    adopt: () => {},
    of: (who, fault) => ({ ...fault, path: `${path(who)}/` }),
    texts: (who) => notedTexts([...service.filesOf(who).values()].map((content) => content.toString())),
    calls: (who) => service.requests.filter((call) => call.path.startsWith(`${path(who)}/`)),
    close,
  }
}

async function webdav(): Promise<Emulated> {
  const { service, address, close } = await startWebDav()
  const path = (who: string) => `/dav/${who}/`
  const valuesOf = (who: string) => ({
    address: `${address}${path(who)}Notes`,
    user_name: who,
    password: `${who}'s own`,
  })
  const right = valuesOf('anyone')
  return {
    service,
    settings: { RMIRROR_PRIVATE_URLS: 'on' },
    valuesOf(who) {
      const values = valuesOf(who)
      service.admit(who, values.password)
      return values
    },
    wrong: [
      ['address', {}],
      ['address', { ...right, address: 'example.org/dav' }],
      ['address', { ...right, address: `${right.address}?path=/` }],
      ['address', { ...right, address: 'https://kim:secret@example.org/dav' }],
      ['user_name', { ...right, user_name: 'kim:kim' }],
      ['password', { ...right, password: 'two\nlines' }],
    ],
    second(who) {
      const values = valuesOf(who)
      const passwords = { first: values.password, second: `${who}'s spare` }
      for (const password of Object.values(passwords)) service.admit(who, password)
      return {
        values: { ...values, second_password: passwords.second },
        revoke: (which) => service.revoke(who, passwords[which]),
      }
    },
    adopt: () => {},
    of: (who, fault) => ({ ...fault, path: path(who) }),
    texts: (who) => notedTexts([...service.filesOf(who).values()].map(({ content }) => content.toString())),
    calls: (who) => service.requests.filter((call) => call.path.startsWith(path(who))),
    close,
  }
}

/** By the name of the target. */
export const emulators: Record<string, () => Promise<Emulated>> = { git, notion, readwise, todoist, webdav, webhook }
