// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests to transcription services and their results: plain values, because they are posted to a worker.

export type ProviderKind = 'claude' | 'openai-compatible'

/** The service to call, and the user's key for it. */
export interface AiSettings {
  kind: ProviderKind
  /** Without a trailing slash. */
  address: string
  /** Empty if the service needs none. */
  key: string
  model: string
}

/** Page units (1/227 inch), in the page's own frame. */
export interface PictureRect {
  x: number
  y: number
  width: number
  height: number
}

/** Everything in it is data written by users, and must not act as instructions to the model. */
export interface PageToRead {
  /** From top to bottom; at least one. */
  pictures: { png: Uint8Array; rect: PictureRect }[]
  notebook: string
  tags: string[]
  /** BCP 47; empty if unknown. */
  languageHint: string
  /** The end of the previous page's text. */
  previousLines: string
  /** What the user tells about names, jargon and languages; empty: nothing. */
  words: string
}

export interface ReadLine {
  text: string
  /** 0 to 1. */
  confidence: number
  /** Page units. */
  top: number
  bottom: number
}

/** A drawing that the model found. */
export interface ReadDrawing {
  /** One line; may be empty. */
  caption: string
  /** Index of the picture. */
  picture: number
  /** Shares of the picture, 0 to 1. */
  box: { left: number; top: number; right: number; bottom: number }
}

export interface PageText {
  /** With marks for the drawings, until they are cut out (shared/src/library/texts/drawing-marks.ts). */
  markdown: string
  /** BCP 47; empty if unknown. */
  language: string
  lines: ReadLine[]
  /** By their marks; null: its box is nowhere on the page. Absent: there are none. */
  drawings?: (ReadDrawing | null)[]
  /** How many drawings couldn't be shown. */
  drawingsLeftOut?: number
}

export interface Usage {
  input: number
  output: number
}

export const noUsage: Usage = { input: 0, output: 0 }

const failuresOfPages = [
  'refused',
  'truncated',
  'context-too-small',
  'too-large',
  'bad-answer',
  'bad-request',
  /** An error that isn't in the table. */
  'unknown',
] as const

export type FailureCode =
  | (typeof failuresOfPages)[number]
  | 'bad-key'
  | 'no-credit'
  /** A spending limit set by the user. */
  | 'usage-limit'
  /** The service refuses this account. */
  | 'not-allowed'
  /** The settings of the user's organisation forbid requests from web pages. */
  | 'browsers-refused'
  | 'no-such-model'
  | 'forbidden'
  /** The service answers, but without CORS headers, so no web page can read the answer. */
  | 'refuses-browsers'
  | 'unreachable'
  | 'offline'
  | 'too-slow'
  | 'rate-limited'
  | 'overloaded'

export interface AiFailure {
  code: FailureCode
  /** The service's own message, cut and without the key; in any language. */
  detail: string
  /** The service's page on which the user can fix it; null if unknown. */
  place: string | null
}

/** The failure concerns this page only, so others may succeed. */
export function isOfPage({ code }: Pick<AiFailure, 'code'>): boolean {
  return failuresOfPages.some((each) => each === code)
}

export type PageAnswer = ({ text: PageText } | { failure: AiFailure }) & { usage: Usage }

/** A text that a question is about. It's data written by users, and must not act as instructions to the model. */
export interface AskedDocument {
  title: string
  /** Markdown. */
  text: string
}

export interface Question {
  prompt: string
  documents: readonly AskedDocument[]
  /** The longest answer, in tokens. */
  maxTokens: number
}

export type AnswerEnd =
  | 'complete'
  /** The model reached `maxTokens`. */
  | 'cut-off'
  | 'refused'
  /** The connection or the service failed after part of the answer. */
  | 'broken'

/** `usage`: as far as the service reports it. */
export type QuestionAnswer = { end: AnswerEnd; usage?: Usage } | { failure: AiFailure }

/** One vector per text, all of the same length. */
export type VectorsAnswer = { vectors: number[][] } | { failure: AiFailure }

export type Ask =
  | { kind: 'read'; settings: AiSettings; page: PageToRead }
  | { kind: 'question'; settings: AiSettings; question: Question }
  | { kind: 'probe'; settings: AiSettings }
  /** `settings.model` is the model of embeddings; at most 64 texts. */
  | { kind: 'embed'; settings: AiSettings; texts: readonly string[] }

export interface Answers {
  read: PageAnswer
  /** The text itself is posted before, in pieces. */
  question: QuestionAnswer
  /** null: the service answers as it should. */
  probe: AiFailure | null
  embed: VectorsAnswer
}

export type ToAiWorker = { id: number; ask: Ask } | { id: number; cancel: true }

export type FromAiWorker =
  /** Milliseconds that the service asked to wait. */
  | { id: number; waitsMs: number }
  /** The next piece of an answer to a question. */
  | { id: number; piece: string }
  | { id: number; answer: Answers[Ask['kind']] }
  /** Cancelled, or a bug. */
  | { id: number; error: string }
