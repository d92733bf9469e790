// SPDX-License-Identifier: AGPL-3.0-or-later
// The setup for tests of a watch: a server with a user, and a folder of notebooks called "desk".
import { readdirSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { type NotebookFiles, notebookFiles } from '../../../tests/generator/document.ts'
import { fineliner, wave } from '../../../tests/generator/ink.ts'
import { onePage } from '../../../tests/generator/scene.ts'
import { at, startWith, write } from './program.ts'
import { signUp, TestServer, type TestUser } from './server.ts'
import { Watching } from './watching.ts'

export const uuid = (letter: string, number = 0) =>
  `${letter.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`
export const scribble = (seed: number) => onePage([wave({ x: -300, y: 200 + 3 * seed }, 200 + seed, fineliner)])

/** Old enough that files aren't read again for being young. */
export const past = new Date('2026-10-01T12:00:00Z')

/** A page for each seed; all of them look different. Their files have times of their own, because some are as long. */
export function lay(letter: string, seeds: number[], more: Partial<NotebookFiles> = {}, desk = 'desk'): void {
  const pages = seeds.map((seed, index) => ({ uuid: uuid(letter, index + 1), scene: scribble(seed) }))
  for (const { path, bytes } of notebookFiles({ uuid: uuid(letter), name: `Notebook ${letter}`, pages, ...more })) {
    const file = write(`${desk}/${path}`, bytes)
    const seed = seeds[pages.findIndex((page) => path.endsWith(`${page.uuid}.rm`))] ?? 0
    const time = new Date(past.getTime() + 1000 * seed)
    utimesSync(file, time, time)
  }
}

export function remove(letter: string): void {
  for (const name of readdirSync(at('desk')))
    if (name.startsWith(uuid(letter))) rmSync(at('desk', name), { recursive: true })
}

export function memoryFile(state = 'state'): string {
  const folder = at(state, 'rmirror')
  return join(folder, readdirSync(folder).find((each) => each.endsWith('.db')) ?? '')
}

class World {
  server!: TestServer
  ann!: TestUser
  token = ''
  watching: Watching | undefined

  readonly environment = () => ({
    RMIRROR_TOKEN: this.token,
    RMIRROR_SERVER: this.server.url,
    XDG_STATE_HOME: at('state'),
  })
  readonly begin = (...more: string[]) => Watching.start(this.environment(), 'desk', '--debug', ...more)
  readonly sync = (...more: string[]) => startWith(this.environment(), 'sync', 'desk', '--debug', ...more).outcome
  /** The names of the server's notebooks. */
  readonly live = () =>
    this.server.ask(
      `SELECT coalesce(string_agg(visible_name, ', ' ORDER BY visible_name), '') FROM notebooks WHERE deleted_at IS NULL`,
    )
  /** What the server has of its only page: the ink, the ink of the picture, and whether the picture to look at is new. */
  readonly storedState = () => this.server.ask('SELECT ink_hash, image_hash, display_hash = look_hash FROM pages')
  /** The same once the server has all that the folder's only page is now. */
  readonly lastState = async () => {
    const { ink_hash: ink } = JSON.parse((await startWith({}, 'inspect', 'desk', '--json').outcome).out)
    return `${ink}|${ink}|t`
  }
  /** Number of pages with a picture on the server. */
  readonly pictured = () =>
    Number(this.server.ask(`SELECT count(*) FROM pages WHERE deleted_at IS NULL AND image_hash = ink_hash`))
}

/** Created for each test of the file. */
export function watchedWorld(settings: () => Record<string, string> = () => ({})): World {
  const world = new World()
  beforeEach(async () => {
    world.server = await TestServer.start({ RMIRROR_TEST_RATE_LIMITS: 'off', ...settings() })
    world.ann = await signUp(world.server)
    world.token = world.ann.token
  })
  afterEach(async () => {
    await world.watching?.stop()
    world.watching = undefined
    await world.server.stop()
  })
  return world
}
