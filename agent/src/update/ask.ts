// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests of "rmirror update" to a running watch. They use a file instead of the memory, because a newer version may
// store that in a form that the requesting process can't read.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

export interface Ended {
  isWell: boolean
  says: string
}

export interface Asked {
  id: string
  /** The watch has received it. */
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

/** Does nothing if no request is open. */
export function answerAsked(file: string, ended: Ended): void {
  const asked = readAsked(file)
  if (asked && !asked.ended) writeAsked(file, { ...asked, ended })
}

export function forgetAsked(file: string): void {
  rmSync(file, { force: true })
}
