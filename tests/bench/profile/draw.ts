// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws what programs have written into a folder while they were profiled: a flame graph beside each profile.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stacksOfChromium, stacksOfNode } from './cpu-profile.ts'
import { flameGraph } from './flame-graph.ts'
import { stacksOfPerf } from './perf.ts'
import type { Stacks } from './stacks.ts'

const [folder = ''] = process.argv.slice(2)

const readers: Record<string, (file: string) => Stacks> = {
  '.perf': stacksOfPerf,
  '.cpuprofile': stacksOfNode,
  '.trace': stacksOfChromium,
}

for (const name of readdirSync(folder).sort()) {
  const [extension, read] = Object.entries(readers).find(([ending]) => name.endsWith(ending)) ?? []
  if (!extension || !read) continue
  const stacks = read(join(folder, name))
  if (stacks.size === 0) continue
  const picture = join(folder, name.replace(extension, '.svg'))
  writeFileSync(picture, flameGraph(name, stacks))
  console.log(picture)
}
