// SPDX-License-Identifier: AGPL-3.0-or-later
// How long it takes from a page that was written on to its picture on the server, while a watch runs.
import { setTimeout as wait } from 'node:timers/promises'
import { Random } from '../../generator/prng.ts'
import { Connection } from '../../world/database.ts'
import { type Times, timesOf } from '../server/times.ts'
import { scribbled, write } from './library.ts'
import { untilRest } from './rest.ts'

export const edits = 20

export interface Edited {
  folder: string
  databaseUrl: string
  /** Of the account whose folder it is. */
  userId: string
  /** Of the watch. */
  pid: number
}

/** One after the other, each while the watch rests, in a notebook that was not there before the first. */
export async function measureEdits({ folder, databaseUrl, userId, pid }: Edited): Promise<Times> {
  await using database = new Connection(databaseUrl)
  const random = new Random(22)
  const notebook = random.uuid()
  const pages = [{ uuid: random.uuid() }]
  const pictured = async () =>
    database.ask(`SELECT p.ink_hash FROM pages p JOIN notebooks n ON n.id = p.notebook_id
      WHERE n.user_id = '${userId}' AND n.notebook_uuid = '${notebook}' AND p.image_hash = p.ink_hash`)
  const times: number[] = []
  for (let edit = 0; edit <= edits; edit++) {
    await untilRest(pid)
    const before = await pictured()
    write(folder, scribbled(notebook, 31 * edit, pages))
    const begun = performance.now()
    let now = await pictured()
    while (now === '' || now === before) {
      await wait(10)
      now = await pictured()
    }
    times.push(performance.now() - begun)
  }
  // The first made the notebook.
  return timesOf(times.slice(1))
}
