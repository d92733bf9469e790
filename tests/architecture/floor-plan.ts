// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the table of rooms: which room a file is in, what a room may use, whether the arrows go round in a circle.

import { rooms } from './rooms/index.ts'
import type { Room } from './rooms/room.ts'

const isWithin = (path: string, place: string) =>
  path === place || path.startsWith(`${place}/`) || path.startsWith(`${place}.`)

const exportPathsOf = (room: Room) => [room.path, ...(room.also ?? [])]

/** The room whose path says most of a file's. A folder between rooms that has no row is in none. */
export function roomOf(file: string, all = rooms): Room | undefined {
  const found = all.flatMap((room) => exportPathsOf(room).map((place) => ({ room, place })))
  const nearest = found
    .filter(({ place }) => isWithin(file, place))
    .reduce<{ room?: Room; place: string }>((best, each) => (each.place.length > best.place.length ? each : best), {
      place: '',
    })
  const { room, place } = nearest
  if (!room) return undefined
  const holdsRooms = all.some(({ path }) => path.startsWith(`${place}/`))
  const isDeeper = file.slice(place.length + 1).includes('/')
  return holdsRooms && isDeeper ? undefined : room
}

/** The rooms that a name in `uses` stands for. */
function roomsNamed(name: string, all: Room[]): Room[] {
  const room = all.find(({ path }) => path === name)
  return room ? [room] : all.filter(({ path }) => isWithin(path, name))
}

/** `server/src` is a room of its own and a folder of rooms: in its own row it means the latter. */
function usedBy(room: Room, names: string[], all: Room[]): Room[] {
  const found = names.flatMap((name) =>
    name === room.path ? all.filter(({ path }) => isWithin(path, name)) : roomsNamed(name, all),
  )
  return found.filter((other) => other !== room)
}

export function mayUse(room: Room, other: Room, all = rooms): boolean {
  return room === other || usedBy(room, [...room.uses, ...(room.strays ?? [])], all).includes(other)
}

export function mayUseLibrary(room: Room, name: string): boolean {
  return (room.libraries ?? []).some((library) => isLibrary(name, library))
}

/** `boost/json` stands for `boost/json.hpp` and `boost/json/value.hpp`, `node:` for `node:fs`. */
export function isLibrary(name: string, library: string): boolean {
  return (
    name === library ||
    ['/', '.', '?'].some((end) => name.startsWith(library + end)) ||
    (library.endsWith(':') && name.startsWith(library))
  )
}

/** Rows that name what is no room, or lead from a room back to it. */
export function breachesOfTable(all = rooms): string[] {
  const unknown = all.flatMap((room) =>
    [...room.uses, ...(room.strays ?? [])]
      .filter((name) => name !== room.path && roomsNamed(name, all).length === 0)
      .map((name) => `${room.path} may use ${name}, which is no room`),
  )
  const twice = all.filter((room, index) => all.findIndex(({ path }) => path === room.path) !== index)
  return [...unknown, ...twice.map(({ path }) => `${path} has two rows`), ...cycles(all)]
}

function cycles(all: Room[]): string[] {
  const done = new Set<Room>()
  const found: string[] = []
  const visit = (room: Room, way: Room[]) => {
    const start = way.indexOf(room)
    if (start >= 0) found.push(`a circle: ${[...way.slice(start), room].map(({ path }) => path).join(' -> ')}`)
    if (start >= 0 || done.has(room)) return
    for (const other of usedBy(room, room.uses, all)) visit(other, [...way, room])
    done.add(room)
  }
  for (const room of all) visit(room, [])
  return found
}

/** An arrow from one file to another, as the sources have it. */
export interface Arrow {
  from: string
  to: string
}

/** Uses that a row permits and that do not occur: remove them, so that the table matches the sources. */
export function breachesOfUse(arrows: Arrow[], all = rooms): string[] {
  const used = new Set(arrows.map(({ from, to }) => `${roomOf(from, all)?.path} ${roomOf(to, all)?.path}`))
  return all.flatMap((room) =>
    [...room.uses, ...(room.strays ?? [])]
      .filter((name) => !usedBy(room, [name], all).some(({ path }) => used.has(`${room.path} ${path}`)))
      .map((name) => `${room.path} may use ${name} and does not: take it out of its row`),
  )
}

/** Rows of rooms that are gone. */
export function breachesOfExistence(files: string[], all = rooms): string[] {
  return all.flatMap((room) =>
    (room.also ?? [room.path])
      .filter((place) => !files.some((file) => isWithin(file, place) && roomOf(file, all) === room))
      .map((place) => `${place} has a row and no files`),
  )
}
