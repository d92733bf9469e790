// SPDX-License-Identifier: AGPL-3.0-or-later
// Detects folders on drives that other computers change: this computer's kernel isn't told about those changes.
import { statfs } from 'node:fs/promises'

/** File system types of network drives in statfs(2), from linux/magic.h and the file systems' own sources. */
const remoteTypes = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB 2'],
  // SSH, WebDAV, cloud drives and folders of virtual machines; also NTFS, where polling does no harm.
  [0x65735546, 'FUSE'],
  // Windows drives in the Windows Subsystem for Linux, and drives of some virtual machines.
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

/** `path` is a real path: mapped Windows drives then show their server. */
export async function isOnNetworkDrive(path: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const { type } = await statfs(path)
  return isNetworkDrive(path, platform, type)
}

export function isNetworkDrive(path: string, platform: NodeJS.Platform, type: number): boolean {
  if (platform === 'win32') return /^\\\\(?![.?]\\(?!UNC\\))/.test(path)
  // Its file system numbers change with each start; drives other than its own are mounted there.
  if (platform === 'darwin') return path.startsWith('/Volumes/')
  // 32 bits, which some systems sign-extend.
  return remoteTypes.has(type >>> 0)
}
