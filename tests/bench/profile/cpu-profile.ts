// SPDX-License-Identifier: AGPL-3.0-or-later
// Stacks of JavaScript and wasm, from V8's profiles: files that Node writes, and the same in pieces in a trace of Chromium.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { add, type Stacks } from './stacks.ts'

interface CallFrame {
  functionName: string
  url?: string
  lineNumber?: number
}

interface Node {
  id: number
  callFrame: CallFrame
  children?: number[]
  parent?: number
}

export interface CpuProfile {
  nodes: Node[]
  /** Ids of nodes. */
  samples: number[]
  /** Microseconds since the sample before. */
  timeDeltas: number[]
}

export const stacksOfNode = (file: string): Stacks => stacksOfProfiles([JSON.parse(readFileSync(file, 'utf8'))])

export interface TraceEvent {
  name: string
  id?: string
  pid: number
  args: { data?: { cpuProfile?: { nodes?: Node[]; samples?: number[] }; timeDeltas?: number[] } }
}

export const stacksOfChromium = (file: string): Stacks =>
  stacksOfProfiles(profilesIn(JSON.parse(readFileSync(file, 'utf8')).traceEvents))

export function profilesIn(traceEvents: TraceEvent[]): CpuProfile[] {
  const profiles = new Map<string, CpuProfile>()
  for (const { name, id, pid, args } of traceEvents) {
    if (name !== 'ProfileChunk') continue
    const key = `${pid} ${id}`
    const profile = profiles.get(key) ?? { nodes: [], samples: [], timeDeltas: [] }
    profiles.set(key, profile)
    profile.nodes.push(...(args.data?.cpuProfile?.nodes ?? []))
    profile.samples.push(...(args.data?.cpuProfile?.samples ?? []))
    profile.timeDeltas.push(...(args.data?.timeDeltas ?? []))
  }
  return [...profiles.values()]
}

export function stacksOfProfiles(profiles: CpuProfile[]): Stacks {
  const stacks: Stacks = new Map()
  for (const profile of profiles) addProfile(stacks, profile)
  return stacks
}

/** Waiting costs nothing, so it isn't shown. */
const idle = new Set(['(idle)'])

function addProfile(stacks: Stacks, { nodes, samples, timeDeltas }: CpuProfile): void {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const framesOf = (id: number): string[] => {
    const frames: string[] = []
    for (let node = byId.get(id); node; node = byId.get(node.parent ?? parents.get(node.id) ?? -1))
      frames.push(nameOf(node.callFrame))
    return frames.reverse()
  }
  for (const [index, id] of samples.entries()) {
    const frames = framesOf(id)
    if (!idle.has(frames.at(-1) ?? '')) add(stacks, frames, (timeDeltas[index] ?? 0) / 1000)
  }
}

function nameOf({ functionName, url, lineNumber = 0 }: CallFrame): string {
  const place = url ? ` ${basename(url)}:${lineNumber + 1}` : ''
  return `${functionName || '(anonymous)'}${place}`
}
