// SPDX-License-Identifier: AGPL-3.0-or-later
import { OwnReading } from '../data/own-key/own-reading.ts'

/** A browser without a key, which stores nothing. */
export function noOwnReading(): OwnReading {
  const startWorker = () => {
    throw new Error('Nobody is to be asked')
  }
  return new OwnReading(startWorker, () => Promise.reject(new Error('no database')))
}
