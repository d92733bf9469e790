// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of rooms as docs/architecture.md shows it. `tsx tests/architecture/rooms-table.ts` writes it there.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rooms } from './rooms/index.ts'
import type { Room } from './rooms/room.ts'
import { root } from './sources.ts'

const file = join(root, 'docs/architecture.md')

export function architecture(): string {
  return readFileSync(file, 'utf8')
}

/** The text with the first table below “The rooms” generated again. */
export function withRooms(text: string): string {
  const head = '| Room | What lives there | What it may use | Libraries |\n|---|---|---|---|\n'
  return text.replace(/(?<=^## The rooms\n\n)(\|.*\n)+/m, () => head + rooms.map(row).join(''))
}

function row(room: Room): string {
  const uses = [
    ...room.uses.map((name) => neighbour(room, name)),
    ...(room.strays ?? []).map((name) => `for now ${neighbour(room, name)}`),
  ]
  const cells = [
    code(room.path),
    room.holds,
    uses.join(', ') || '–',
    (room.libraries ?? []).map(code).join(', ') || '–',
  ]
  return `| ${cells.join(' | ')} |\n`
}

/** A neighbour is called by its own name. */
function neighbour(room: Room, name: string): string {
  const folder = /^[\w-]+\/src(?=\/|$)/.exec(room.path)?.[0] ?? ''
  if (name === folder && (name === room.path || !isRoom(name))) return 'all beside it'
  return code(folder ? name.replace(`${folder}/`, '') : name)
}

const isRoom = (name: string) => rooms.some(({ path }) => path === name)
const code = (text: string) => `\`${text}\``

if (process.argv[1] === import.meta.filename) writeFileSync(file, withRooms(architecture()))
