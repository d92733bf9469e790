// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of rooms matches the sources, and a use that no row allows is reported: for each pair of rooms, a file with
// a forbidden include or import is added once.
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { arrowsOfIncludes, breachesOfIncludes, fileIncluded } from './cpp-rules.ts'
import { breachesOfExistence, breachesOfTable, breachesOfUse, mayUse, roomOf } from './floor-plan.ts'
import { rooms } from './rooms/index.ts'
import type { Room } from './rooms/room.ts'
import { architecture, withRooms } from './rooms-table.ts'
import { isScript, isTest, readSources } from './sources.ts'
import { arrowsOfImports, breachesOfImports } from './typescript-rules.ts'

// The examples there would count as imports.
const sources = readSources().filter(({ path }) => path !== 'tests/architecture/architecture.test.ts')
const files = new Set(sources.map(({ path }) => path))

const placed = sources.map((source) => ({ ...source, room: roomOf(source.path) }))
const filesByRoom = new Map(rooms.map((room) => [room, placed.filter((each) => each.room === room)]))
const headersOf = (room: Room) => filesOf(room).filter((path) => path.endsWith('.hpp'))
const scriptsOf = (room: Room) => (filesByRoom.get(room) ?? []).filter((each) => isScript(each) && !isTest(each))
const filesOf = (room: Room) => (filesByRoom.get(room) ?? []).map(({ path }) => path)

describe('the table of rooms', () => {
  it('names rooms that there are, and leads from none back to itself', () => {
    expect(breachesOfTable()).toEqual([])
    expect(breachesOfExistence([...files])).toEqual([])
  })

  it('permits no use that does not occur', () => {
    expect(breachesOfUse([...arrowsOfIncludes(sources), ...arrowsOfImports(sources)])).toEqual([])
  })

  it('is the one in docs/architecture.md; make fix writes it there', () => {
    expect(architecture()).toBe(withRooms(architecture()))
  })

  const row = (path: string, ...uses: string[]): Room => ({ path, holds: '', uses })

  it.each<[string, Room[]]>([
    ['is no room', [row('a', 'b')]],
    ['a circle: a -> b -> c -> a', [row('a', 'b'), row('b', 'c'), row('c', 'a')]],
    ['a circle: x/a -> x -> x/a', [row('x/a', 'x'), row('x', 'x')]],
    ['two rows', [row('a'), row('a')]],
  ])('is caught where it is wrong: %s', (why, table) => {
    expect(breachesOfTable(table)).toEqual([expect.stringContaining(why)])
  })

  it('is caught where it says more than there is', () => {
    const table = [row('a', 'b'), row('b')]
    expect(breachesOfUse([{ from: 'a/x.hpp', to: 'b/x.hpp' }], table)).toEqual([])
    expect(breachesOfUse([{ from: 'b/x.hpp', to: 'a/x.hpp' }], table)).toHaveLength(1)
    expect(breachesOfExistence(['a/x.hpp'], table)).toEqual(['b has a row and no files'])
  })

  it('knows no room of a folder without a row', () => {
    expect(roomOf('server/src/network/socket.cpp')).toBeUndefined()
    expect(roomOf('server/src/main.cpp')?.path).toBe('server/src')
    expect(roomOf('web/src/data/deep/store.ts')?.path).toBe('web/src/data')
  })
})

/** A file that is not there yet, in a room that may be a folder or the files of one name. */
function plantedIn(room: Room, extension: string): string {
  const isFolder = filesOf(room).some((path) => path.startsWith(`${room.path}/`))
  return isFolder ? `${room.path}/planted${extension}` : `${room.path}${extension}`
}

const ofCpp = rooms.filter((room) => /^(wasm-core|server|shared)\//.test(room.path) && filesOf(room).some(isCppPath))

describe.each(ofCpp)('C++ in $path', (room) => {
  const path = plantedIn(room, '.cpp')
  const inclusions = rooms.flatMap((other) => {
    const names = headersOf(other).map((header) =>
      header.replace(/^(server\/src|wasm-core\/src|shared\/cpp|tests)\//, ''),
    )
    // A name that the room's own program has as well means that one.
    const name = names.find((each) => other !== room && roomOf(fileIncluded(path, each, files) ?? '') === other)
    return name ? [{ other, breaches: breachesOfIncludes([{ path, text: `#include "${name}"\n` }], files) }] : []
  })

  it('may include what its row names', () => {
    expect(inclusions.filter(({ other }) => mayUse(room, other)).flatMap(({ breaches }) => breaches)).toEqual([])
  })

  it('is caught including any other room', () => {
    const forbidden = inclusions.filter(({ other }) => !mayUse(room, other))
    expect(forbidden.length).toBeGreaterThan(0)
    expect(forbidden.filter(({ breaches }) => breaches.length !== 1).map(({ other }) => other.path)).toEqual([])
  })
})

describe.each(rooms.filter((room) => scriptsOf(room).length > 0))('TypeScript in $path', (room) => {
  const path = plantedIn(room, '.ts')

  it('is caught importing a room that its row does not name', () => {
    const forbidden = rooms.filter((other) => !mayUse(room, other) && scriptsOf(other).length > 0)
    const uncaught = forbidden.filter((other) => {
      const name = posix.relative(posix.dirname(path), scriptsOf(other)[0]?.path ?? '')
      const text = `import { x } from '${name.startsWith('.') ? name : `./${name}`}'\n`
      return breachesOfImports([{ path, text }]).length !== 1
    })
    expect(forbidden.length).toBeGreaterThan(0)
    expect(uncaught.map((other) => other.path)).toEqual([])
  })
})

function isCppPath(path: string): boolean {
  return /\.[ch]pp$/.test(path)
}
