// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds main.js: one file for computers and phones, which requires nothing but Obsidian.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'

const top = join(import.meta.dirname, '../..')

/** Of the shared code, only what the plugin uses: its modules do nothing when they are loaded. */
const withoutSideEffects: Plugin = {
  name: 'rmirror-without-side-effects',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /./ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'seen' || importer === '') return undefined
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: 'seen' })
      return /[\\/]shared[\\/]src[\\/]/.test(found.path) ? { ...found, sideEffects: false } : found
    })
  },
}

export async function builtCode(): Promise<string> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: top,
    metafile: true,
    entryPoints: [join(import.meta.dirname, 'src/main.ts')],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'browser',
    external: ['obsidian'],
    // Node's modules, which phones don't have, are no externals: using one fails the build.
    target: ['es2022', 'chrome110', 'safari16'],
    minify: true,
    legalComments: 'none',
    plugins: [withoutSideEffects],
    logLevel: 'error',
  })
  return `/*\n${noticeOf(filesIn(metafile))}\n*/\n${outputFiles[0]?.text ?? ''}`
}

/** Those that something is left of. */
function filesIn({ outputs }: Metafile): string[] {
  const parts = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))
  return parts.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []))
}

/** The licence of the plugin, and those of the packages in it, which have to go along with them. */
function noticeOf(files: string[]): string {
  const packages = new Set(files.flatMap((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []))
  const licences = [...packages].toSorted().map((name) => `${name}\n\n${licenceOf(join(top, 'node_modules', name))}`)
  return ['rMirror for Obsidian. AGPL-3.0-or-later. It contains:', ...licences].join('\n\n').replaceAll('*/', '* /')
}

function licenceOf(folder: string): string {
  const name = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (name === undefined) throw new Error(`${folder} has no licence`)
  return readFileSync(join(folder, name), 'utf8').trim()
}
