// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions with the user's own key, straight from this browser's AI worker to the service.
import { AiClient, AiWorkerLost } from '../own-key/ai-client.ts'
import type { OwnKeyTranscription } from '../own-key/own-key-transcription.ts'
import type { AskService } from './ask-run.ts'

type OwnKey = Pick<OwnKeyTranscription, 'settings' | 'startWorker'>

export function askWithOwnKey(own: OwnKey): AskService {
  return async ({ prompt, texts, maxTokens }, signal, onText) => {
    const settings = await own.settings()
    // Another tab removed the key.
    if (!settings) return { failure: { code: 'bad-key', detail: '', place: null } }
    using client = new AiClient(own.startWorker)
    const documents = texts.map(({ title, text }) => ({ title, text }))
    try {
      const question = { prompt, documents, maxTokens }
      return await client.ask({ kind: 'question', settings, question }, { signal, onText })
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof AiWorkerLost)) throw error
      return { end: 'broken' }
    }
  }
}
