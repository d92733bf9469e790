// SPDX-License-Identifier: AGPL-3.0-or-later
// What is asked of a transcription service from this browser, and what comes of it: plain values, they cross to a worker.

export type ProviderKind = 'claude' | 'openai-compatible'

/** Who transcribes, with whose key. */
export interface AiSettings {
  kind: ProviderKind
  /** Without a slash at its end. */
  address: string
  /** Empty where the service asks for none. */
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

/** All of it is data that somebody wrote; none of it is an order to the model. */
export interface PageToRead {
  /** From top to bottom; at least one. */
  pictures: { png: Uint8Array; rect: PictureRect }[]
  notebook: string
  tags: string[]
  /** BCP 47; empty: none. */
  languageHint: string
  /** The end of the page before. */
  previousLines: string
}

export interface ReadLine {
  text: string
  /** 0 to 1. */
  confidence: number
  /** Page units. */
  top: number
  bottom: number
}

export interface PageText {
  markdown: string
  /** BCP 47; empty: not known. */
  language: string
  lines: ReadLine[]
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
  /** An error that the table doesn't know. */
  'unknown',
] as const

export type FailureCode =
  | (typeof failuresOfPages)[number]
  | 'bad-key'
  | 'no-credit'
  /** A spending limit that the person set. */
  | 'usage-limit'
  /** The service doesn't serve this account. */
  | 'not-allowed'
  /** The settings of the person's organisation forbid requests from web pages. */
  | 'browsers-refused'
  | 'no-such-model'
  | 'forbidden'
  /** The service answers, but lets no web page read the answer. */
  | 'refuses-browsers'
  | 'unreachable'
  | 'offline'
  | 'too-slow'
  | 'rate-limited'
  | 'overloaded'

export interface AiFailure {
  code: FailureCode
  /** What the service said of it, as far as it can be shown; in no particular language. */
  detail: string
  /** The page of the service where it can be corrected; null: none is known. */
  place: string | null
}

/** Another page may well be transcribed. */
export function isOfPage({ code }: Pick<AiFailure, 'code'>): boolean {
  return failuresOfPages.some((each) => each === code)
}

export type PageAnswer = ({ text: PageText } | { failure: AiFailure }) & { usage: Usage }

export type Ask = { kind: 'read'; settings: AiSettings; page: PageToRead } | { kind: 'probe'; settings: AiSettings }

export interface Answers {
  read: PageAnswer
  /** null: it answers as it should. */
  probe: AiFailure | null
}

export type ToAiWorker = { id: number; ask: Ask } | { id: number; cancel: true }

export type FromAiWorker =
  /** The service asked to wait so long. */
  | { id: number; waitsMs: number }
  | { id: number; answer: PageAnswer | AiFailure | null }
  /** Cancelled, or a fault of ours. */
  | { id: number; error: string }
