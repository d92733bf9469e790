// SPDX-License-Identifier: AGPL-3.0-or-later
// Vectors of texts, from any service with OpenAI's embeddings.
import { BadAnswer } from './answer.ts'
import type { Caller } from './call.ts'
import { fieldsOf } from './fields.ts'
import { openAiCompatible } from './openai-compatible.ts'
import { failureIn } from './providers.ts'
import type { AiSettings, VectorsAnswer } from './types.ts'

const answerMs = 120_000

/** `settings.model` is the model of embeddings. Rejects only with the signal's reason. */
export async function embed(
  caller: Caller,
  settings: AiSettings,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<VectorsAnswer> {
  const url = openAiCompatible.urlOf(settings).replace(/\/chat\/completions$/, '/embeddings')
  const headers = openAiCompatible.headersOf(settings)
  const body = { model: settings.model, input: texts }
  try {
    return {
      vectors: vectorsIn(await caller.send({ settings, url, headers, body, answerMs }, signal, () => {}), texts),
    }
  } catch (error) {
    return { failure: failureIn(error) }
  }
}

/** In the order of the texts. */
function vectorsIn(body: unknown, texts: readonly string[]): number[][] {
  const { data } = fieldsOf(body)
  if (!Array.isArray(data) || data.length !== texts.length) throw new BadAnswer('it has no vector for each text')
  const vectors = new Array<number[]>(texts.length)
  for (const [nth, item] of data.entries()) {
    const { index = nth, embedding } = fieldsOf(item)
    const isVector = Array.isArray(embedding) && embedding.length >= 8 && embedding.every(Number.isFinite)
    if (!isVector || typeof index !== 'number' || !(index in texts) || vectors[index])
      throw new BadAnswer('its vectors aren’t those of the texts')
    vectors[index] = embedding as number[]
  }
  if (vectors.some((vector) => vector.length !== vectors[0]?.length))
    throw new BadAnswer('its vectors differ in length')
  return vectors
}
