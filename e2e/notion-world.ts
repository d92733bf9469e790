// SPDX-License-Identifier: AGPL-3.0-or-later
// A server, and an emulator of Notion with a workspace that contains a person's pages.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onFreePort } from '../tests/world/free-port.ts'
import { type Program, start } from '../tests/world/programs.ts'
import { OwnServer } from './own-server.ts'

/** What people can paste. */
export const token = 'ntn_known'

const client = { id: 'rmirror', secret: 'the-secret-of-rmirror', name: 'rMirror' }

interface Connection {
  id: string
  kind: 'internal' | 'personal' | 'oauth'
  access_tokens: string[]
}

interface Conduct {
  isRegistered: boolean
  delivers?: boolean
}

/** Whatever a workspace holds. */
interface Node {
  object: string
  title?: string
  in_trash: boolean
  children: Node[]
  id: string
  type?: string
  content?: { rich_text?: RichText; checked?: boolean; cells?: RichText[] }
}

type RichText = { plain_text: string }[]

/** A block as people see it. */
interface Shown {
  id: string
  /** Such as "paragraph". */
  type: string | undefined
  text: string
  isTicked: boolean
  /** The rows of a table. */
  rows: string[][]
}

const alive = (node: Node) => node.children.filter((each) => !each.in_trash)
const plain = (words: RichText = []) => words.map(({ plain_text }) => plain_text).join('')

export class NotionWorld implements AsyncDisposable {
  /** Of another site than Notion, as in the world: a return from there brings no cookie of ours. */
  readonly address: string
  readonly #notion: string
  readonly #programs: AsyncDisposable[]

  readonly #pages: Record<string, string> = {}

  private constructor(address: string, notion: string, programs: AsyncDisposable[]) {
    this.address = address
    this.#notion = notion
    this.#programs = programs
  }

  /** `isRegistered`: Notion knows this server, so that people can sign in there. `delivers`: notebooks go there. */
  static start(conduct: Conduct): Promise<NotionWorld> {
    // Notion has to know the server's address before there is a server.
    return onFreePort((port) => NotionWorld.#startAt(port, conduct))
  }

  static async #startAt(port: number, { isRegistered, delivers = false }: Conduct): Promise<NotionWorld> {
    const address = `http://localhost:${port}`
    const clients = [{ ...client, redirect_uris: [`${address}/connections/notion`] }]
    const notion = await startNotion({ tokens: [{ token }], clients })
    const at = JSON.parse(notion.said).address
    const settings = {
      RMIRROR_LISTEN: `127.0.0.1:${port}`,
      RMIRROR_PUBLIC_URL: address,
      RMIRROR_TEST_NOTION_BASE_URL: at,
      // To-dos that are completed in Notion are seen within a second.
      RMIRROR_TEST_NOTION_POLL_SECONDS: '1',
      ...(isRegistered && { RMIRROR_NOTION_CLIENT_ID: client.id, RMIRROR_NOTION_CLIENT_SECRET: client.secret }),
    }
    const server = await OwnServer.start(settings, delivers ? 'all' : 'api').catch(async (error) => {
      await notion[Symbol.asyncDispose]()
      throw error
    })
    const world = new NotionWorld(address, at, [server, notion])
    for (const title of ['Journal', 'Plans']) world.#pages[title] = await world.edit('page', title)
    return world
  }

  /** As people do in Notion: see the emulator's workspace. */
  edit<Answer>(edit: string, ...words: unknown[]): Promise<Answer> {
    return this.#ask('POST', 'edits', { edit, with: words })
  }

  /** What the next calls of the server meet. */
  async faults(faults: object[]): Promise<void> {
    await this.#ask('PUT', 'faults', faults)
  }

  /** The names of the rows of the databases on a page, without those in the trash. */
  async rowsOn(title: string): Promise<string[]> {
    return (await this.#rowsOn(title)).map((row) => row.title ?? '')
  }

  /** The blocks in the pages of a notebook whose row is in a database on a page. */
  async blocksOn(title: string, notebook: string): Promise<Shown[]> {
    const rows = (await this.#rowsOn(title)).filter((row) => row.title === notebook)
    return rows
      .flatMap(alive)
      .flatMap(alive)
      .map((block) => ({
        ...{ id: block.id, type: block.type, isTicked: block.content?.checked === true },
        text: plain(block.content?.rich_text),
        rows: alive(block).map(({ content }) => (content?.cells ?? []).map(plain)),
      }))
  }

  async #rowsOn(title: string): Promise<Node[]> {
    const page = await this.edit<Node>('tree', this.#pages[title])
    return alive(page)
      .filter(({ object }) => object === 'database')
      .flatMap(alive)
      .flatMap(alive)
  }

  /** The connections that a person made by OAuth. */
  async consents(): Promise<Connection[]> {
    const { connections } = await this.#ask<{ connections: Connection[] }>('GET', 'state')
    return connections.filter(({ kind }) => kind === 'oauth')
  }

  /** As people do in Notion's settings. */
  async takeBack(): Promise<void> {
    for (const { id } of await this.consents()) await this.#ask('POST', 'revoke', { connection: id })
  }

  /** What the server should not have sent. */
  async violations(): Promise<unknown[]> {
    return (await this.#ask<{ violations: unknown[] }>('GET', 'log')).violations
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const program of this.#programs) await program[Symbol.asyncDispose]()
  }

  async #ask<Answer>(method: string, door: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.#notion}/emulator/${door}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(text)
    return text && JSON.parse(text)
  }
}

async function startNotion(world: object): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'notion-'))
  const file = join(folder, 'world.json')
  writeFileSync(file, JSON.stringify(world))
  const isReady = (text: string) => text.startsWith('{') && 'address' in JSON.parse(text)
  const notion = await start(process.execPath, ['e2e/emulators/notion/serve.mjs', '--world', file], {}, isReady)
  rmSync(folder, { recursive: true })
  return notion
}
