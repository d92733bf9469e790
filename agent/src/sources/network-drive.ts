// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a folder lies on a drive that other computers change: the kernel of this one is not told of that.
import { statfs } from 'node:fs/promises'

/** What statfs(2) calls the file systems of other computers, by linux/magic.h and their own sources. */
const remoteTypes = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB 2'],
  // SSH, WebDAV, cloud drives and folders of virtual machines; NTFS as well, where looking now and then does no harm.
  [0x65735546, 'FUSE'],
  // Drives of Windows in its Linux, and of some virtual machines.
  [0x01021997, '9P'],
  [0x5346414f, 'OpenAFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x786f4256, 'VirtualBox'],
  [0xbacbacbc, 'VMware'],
])

/** `path` without links: drives of Windows that have a letter show their server in it then. */
export async function isOnNetworkDrive(path: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const { type } = await statfs(path)
  return isNetworkDrive(path, platform, type)
}

export function isNetworkDrive(path: string, platform: NodeJS.Platform, type: number): boolean {
  if (platform === 'win32') return /^\\\\(?![.?]\\(?!UNC\\))/.test(path)
  // Its numbers of file systems differ from start to start; other drives than its own are mounted there.
  if (platform === 'darwin') return path.startsWith('/Volumes/')
  // 32 bits that some systems extend by their sign.
  return remoteTypes.has(type >>> 0)
}
