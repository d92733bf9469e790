// SPDX-License-Identifier: AGPL-3.0-or-later
import { OwnKeyTranscription } from '../data/own-key/own-key-transcription.ts'

/** A browser without a key, which stores nothing. */
export function noOwnKeyTranscription(): OwnKeyTranscription {
  const startWorker = () => {
    throw new Error('No worker may be started')
  }
  return new OwnKeyTranscription(startWorker, () => Promise.reject(new Error('no database')))
}
