// SPDX-License-Identifier: AGPL-3.0-or-later
// The package for Debian and what stems from it. It brings its own Node, because Debian 12 has an older one.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { systemdUnit } from '../src/service/definition.ts'
import type { Making } from './archives.ts'
import { filled, inOneLine, run, version } from './checkout.ts'
import { filesBelow, layPayload, settle, write } from './payload.ts'
import type { Platform } from './platforms.ts'

/** Versions of libraries that Node and the compiled parts ask for, by their symbols. */
const needs = 'libc6 (>= 2.28), libgcc-s1 (>= 4.2), libstdc++6 (>= 6)'

/** Lays out what the package installs; returns the folder. */
export function layDebian(platform: Platform, stage: string, { binaries, key, time }: Making): string {
  const folder = join(stage, `deb-${platform.debian}`)
  rmSync(folder, { recursive: true, force: true })
  const program = join(folder, 'usr/lib/rmirror')
  layPayload(program, platform, binaries, { kind: 'deb', update_key: key })
  write(join(folder, 'usr/bin/rmirror'), filled('deb-launcher.sh', {}), 0o755)
  write(
    join(folder, 'usr/lib/systemd/user/rmirror.service'),
    systemdUnit({ command: ['/usr/bin/rmirror', 'watch'], environment: {} }),
  )
  write(join(folder, 'usr/share/doc/rmirror/copyright'), copyright)
  write(join(folder, 'usr/share/doc/rmirror/changelog.gz'), gzipSync(changelog(time), { level: 9 }))
  write(join(folder, 'DEBIAN/control'), control(platform, kibibytes(folder)))
  settle(folder, time)
  return folder
}

export async function debianPackage(folder: string, platform: Platform, { into, time, isQuick }: Making) {
  const file = join(into, `rmirror_${debianVersion}_${platform.debian}.deb`)
  // xz at its quickest is smaller than gzip at its best, and as quick.
  const pack = isQuick ? ['-Zgzip', '-z1'] : ['-Zxz', '-z1']
  await run('dpkg-deb', ['--root-owner-group', ...pack, '--build', folder, file], {
    env: { SOURCE_DATE_EPOCH: String(time) },
  })
  return file
}

/** A version before 1.0.0, such as 1.0.0-rc.1, sorts before it by a tilde. */
const debianVersion = version.replaceAll('-', '~')

/** Whoever makes the package, by the variables of Debian's own tools. */
const maintainer = `${process.env.DEBFULLNAME ?? 'rMirror'} <${process.env.DEBEMAIL ?? 'root@localhost'}>`

const kibibytes = (folder: string) =>
  filesBelow(folder).reduce((sum, file) => sum + Math.ceil(readFileSync(join(folder, file)).length / 1024), 0)

const control = ({ debian }: Platform, size: number) => `Package: rmirror
Version: ${debianVersion}
Architecture: ${debian}
Maintainer: ${maintainer}
Installed-Size: ${size}
Depends: ${needs}
Recommends: gnome-keyring
Suggests: libayatana-appindicator3-1
Section: utils
Priority: optional
Description: ${inOneLine[0]?.toLowerCase()}${inOneLine.slice(1)}
 rMirror reads notebooks of the reMarkable tablet: it draws and exports them,
 and "rmirror watch" sends what changed to an rMirror server. Without an account
 nothing leaves the computer.
`

const copyright = `rMirror is free software: AGPL-3.0-or-later. Its text is /usr/lib/rmirror/LICENSE.

The libraries that the program is made of, with their licences:
/usr/lib/rmirror/agent/dist/licences.md and /usr/lib/rmirror/agent/dist/page/licences.md.
Compiled parts have theirs beside them in /usr/lib/rmirror/agent/node_modules.

/usr/lib/rmirror/node is Node.js as its makers publish it: /usr/lib/rmirror/LICENSE-node.
`

/** Debian wants one; what changed is told elsewhere. */
const changelog = (time: number) => `rmirror (${debianVersion}) unstable; urgency=medium

  * CHANGELOG.md in the sources tells what changed.

 -- ${maintainer}  ${new Date(time * 1000).toUTCString().replace('GMT', '+0000')}
`
