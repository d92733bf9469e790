// SPDX-License-Identifier: AGPL-3.0-or-later
// An assistant: the SDK's own client, which starts the built program and talks with it.
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { expect } from 'vitest'
import { folder } from './folder.ts'
import { ownOnly } from './program.ts'

const program = fileURLToPath(new URL('../../bin/rmirror.mjs', import.meta.url))

export interface Answer {
  isError: boolean
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests compare its content
  data: any
  png: Buffer | undefined
}

export class Assistant {
  readonly client = new Client({ name: 'test', version: '1' })
  readonly #transport: StdioClientTransport
  err = ''
  /** Of the protocol, as when something else is printed to standard output. */
  readonly #faults: Error[] = []

  private constructor(environment: Record<string, string>, args: string[]) {
    const env = { PATH: process.env.PATH ?? '', HOME: folder(), ...ownOnly(), ...environment }
    const command = { command: process.execPath, args: [program, 'mcp', ...args] }
    this.#transport = new StdioClientTransport({ ...command, env, cwd: folder(), stderr: 'pipe' })
    this.client.onerror = (error) => this.#faults.push(error)
    this.#transport.stderr?.on('data', (text) => {
      this.err += text
    })
  }

  static async start(environment: Record<string, string>, ...args: string[]): Promise<Assistant> {
    const assistant = new Assistant(environment, args)
    await assistant.client.connect(assistant.#transport)
    return assistant
  }

  async ask(name: string, given: object = {}): Promise<Answer> {
    const result = (await this.client.callTool({ name, arguments: { ...given } })) as CallToolResult
    const { isError = false, content, structuredContent } = result
    const text = content.flatMap((each) => (each.type === 'text' ? [each.text] : [])).join('')
    const [image] = content.filter((each) => each.type === 'image')
    return { isError, text, data: structuredContent, png: image && Buffer.from(image.data, 'base64') }
  }

  async toolNames(): Promise<string[]> {
    return (await this.client.listTools()).tools.map(({ name }) => name)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close()
    expect(this.#faults).toEqual([])
  }
}
