// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests of "rmirror update" to a running watch. They use a file instead of the memory, because a newer version may
// store that in a form that the requesting process can't read.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

export interface Ended {
  isWell: boolean
  says: string
}

export interface UpdateRequest {
  id: string
  /** The watch has received it. */
  isReceived?: boolean
  ended?: Ended
}

export function readRequest(file: string): UpdateRequest | undefined {
  try {
    const asked = JSON.parse(readFileSync(file, 'utf8')) as UpdateRequest
    return typeof asked.id === 'string' ? asked : undefined
  } catch {
    return undefined
  }
}

export function writeRequest(file: string, asked: UpdateRequest): void {
  writeFileSync(`${file}.part`, JSON.stringify(asked), { mode: 0o600 })
  renameSync(`${file}.part`, file)
}

/** Does nothing if no request is open. */
export function answerRequest(file: string, ended: Ended): void {
  const asked = readRequest(file)
  if (asked && !asked.ended) writeRequest(file, { ...asked, ended })
}

export function deleteRequest(file: string): void {
  rmSync(file, { force: true })
}
