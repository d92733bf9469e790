// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes latest.json for the packages in a folder, for RMIRROR_DOWNLOADS_DIR: names, hashes and sizes as one text, and
// its Ed25519 signature.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'

const packageName = /^rmirror-(\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?)-((?:linux|darwin|win32)-(?:x64|arm64))\.(tar\.gz|zip)$/

class Refusal extends Error {}

async function main([folderGiven, keyFile, ...more]) {
  if (!folderGiven || !keyFile || more.length > 0) throw new Refusal('usage: scripts/sign-release FOLDER KEY.pem')
  const folder = resolve(process.env.INIT_CWD ?? '.', folderGiven)
  const key = privateKey(resolve(process.env.INIT_CWD ?? '.', keyFile))
  const found = packagesIn(folder)
  const packages = []
  for (const { name, platform } of found) {
    const file = join(folder, name)
    packages.push({ platform, url: `/downloads/${name}`, sha256: await hashOf(file), size: statSync(file).size })
  }
  const { version } = found[0]
  const manifest = JSON.stringify({ version, packages })
  const signature = sign(null, Buffer.from(manifest), key).toString('base64')
  const file = join(folder, 'latest.json')
  writeFileSync(`${file}.part`, `${JSON.stringify({ manifest, signature })}\n`)
  renameSync(`${file}.part`, file)
  console.log(`${file}: version ${version} for ${packages.map(({ platform }) => platform).join(', ')}`)
  console.log(`Only packages built with this key accept it: ${publicHalf(key)}`)
}

/** Whatever is called like an archive of ours has to be one, and of the same version as the others. */
function packagesIn(folder) {
  const found = readdirSync(folder)
    .filter((name) => /^rmirror-.*\.(tar\.gz|zip)$/.test(name))
    .map((name) => {
      const [, version, platform, ending] = packageName.exec(name) ?? []
      if (!version || (ending === 'zip') !== platform.startsWith('win32-'))
        throw new Refusal(`${name} isn't called rmirror-VERSION-PLATFORM.tar.gz, or .zip for Windows. Remove it.`)
      return { name, version, platform }
    })
  if (found.length === 0) throw new Refusal(`${folder} has no rmirror-VERSION-PLATFORM.tar.gz or .zip.`)
  const versions = new Set(found.map(({ version }) => version))
  if (versions.size > 1)
    throw new Refusal(`${folder} has packages of ${[...versions].join(' and ')}. Leave one version.`)
  return found
}

function privateKey(file) {
  const key = createPrivateKey(readFileSync(file))
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Refusal(`${file} isn't an Ed25519 key. Create one: openssl genpkey -algorithm ed25519 -out ${file}`)
  return key
}

/** As packages have it in install.json. */
function publicHalf(key) {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x, 'base64url').toString('base64')
}

async function hashOf(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(`sign-release: ${error instanceof Error ? error.message : error}`)
  process.exitCode = error instanceof Refusal ? 2 : 1
}
