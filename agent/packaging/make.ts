// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes all packages of what scripts/build-agent built.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { layArchive, type Making, tar, windowsInstaller, zip } from './archives.ts'
import { debianPackage, layDebian } from './debian.ts'
import { layNpm, npmPackage } from './npm.ts'
import { isWindows, type Platform, platforms } from './platforms.ts'
import { problemsOf } from './problems.ts'

/** Each package as soon as it is there, by its path. */
export async function* packagesOf(making: Making): AsyncGenerator<string> {
  const stage = join(making.into, '.stage')
  mkdirSync(stage, { recursive: true })
  yield await npmPackage(sound(layNpm(stage, making), undefined), making)
  for (const platform of platforms) {
    const folder = sound(layArchive(platform, stage, making), platform)
    if (isWindows(platform)) {
      yield await zip(folder, making)
      yield await windowsInstaller(folder, making)
    } else yield await tar(folder, making)
    if (platform.debian)
      yield await debianPackage(sound(layDebian(platform, stage, making), platform), platform, making)
    rmSync(stage, { recursive: true })
    mkdirSync(stage)
  }
  rmSync(stage, { recursive: true })
}

function sound(folder: string, platform: Platform | undefined): string {
  const problems = problemsOf(folder, platform)
  if (problems.length > 0) throw new Error(`${folder} can't be packed:\n${problems.join('\n')}`)
  return folder
}
