// SPDX-License-Identifier: AGPL-3.0-or-later
// What a row of the table of rooms says.

export interface Room {
  /** From the top of the checkout: a folder, or files of one name without what follows the dot. */
  path: string
  /** One line of Markdown for docs/architecture.md; links are relative to docs/. */
  holds: string
  /** Rooms that its files may include or import; a folder of rooms means all of them. Only what is used is named. */
  uses: string[]
  /** Uses that are wrong but not removed yet. The search for cycles ignores them. */
  strays?: string[]
  /**
   * Libraries that it may use, by how their headers or packages begin. Rooms that do not list one may not use it.
   * In C++ the standard library needs no mention, nor does POSIX in the server.
   */
  libraries?: string[]
  /** Paths, as above, of files that belong to it and are not in its folder yet. */
  also?: string[]
}

/** Rows whose paths are relative to a folder, and so are names in `uses` that are among them. */
export function inside(folder: string, rows: Room[]): Room[] {
  const names = new Set(rows.map(({ path }) => path))
  const whole = (name: string) => (name === '.' ? folder : names.has(name) ? `${folder}/${name}` : name)
  return rows.map((row) => ({
    ...row,
    path: whole(row.path),
    uses: row.uses.map(whole),
    ...(row.strays && { strays: row.strays.map(whole) }),
    ...(row.also && { also: row.also.map((path) => `${folder}/${path}`) }),
  }))
}
