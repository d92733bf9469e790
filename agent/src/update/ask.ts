// SPDX-License-Identifier: AGPL-3.0-or-later
// "rmirror update" asks the watch that runs. Both speak through a file and not through the memory: a newer version may
// keep that in a form which the process that asks can't read.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

export interface Ended {
  isWell: boolean
  says: string
}

export interface Asked {
  id: string
  /** The watch has heard it. */
  isHeard?: boolean
  ended?: Ended
}

export function readAsked(file: string): Asked | undefined {
  try {
    const asked = JSON.parse(readFileSync(file, 'utf8')) as Asked
    return typeof asked.id === 'string' ? asked : undefined
  } catch {
    return undefined
  }
}

export function writeAsked(file: string, asked: Asked): void {
  writeFileSync(`${file}.part`, JSON.stringify(asked), { mode: 0o600 })
  renameSync(`${file}.part`, file)
}

/** Nothing where nobody waits. */
export function answerAsked(file: string, ended: Ended): void {
  const asked = readAsked(file)
  if (asked && !asked.ended) writeAsked(file, { ...asked, ended })
}

export function forgetAsked(file: string): void {
  rmSync(file, { force: true })
}
