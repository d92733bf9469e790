// SPDX-License-Identifier: AGPL-3.0-or-later
// Supports certificate authorities and proxies of a company. Certificates are always verified.
import { readFile } from 'node:fs/promises'
import { rootCertificates } from 'node:tls'
import { CommandError } from '../errors.ts'

export interface Transport {
  /** PEM file of certificates to trust in addition to the default ones. */
  ca?: string | undefined
  /** Proxy for https: addresses. */
  proxy?: string | undefined
}

/** Applies to the whole process. */
export async function useTransport({ ca: caFile, proxy }: Transport): Promise<void> {
  if (caFile === undefined && proxy === undefined) return
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import('undici')
  const ca = caFile === undefined ? undefined : [...rootCertificates, await readCertificates(caFile)]
  const tls = ca && { ca }
  setGlobalDispatcher(
    // http: requests bypass the proxy: a tablet by USB, or a server at home.
    new EnvHttpProxyAgent({
      ...{ httpProxy: '', httpsProxy: proxy ?? '', noProxy: '' },
      ...(tls && { connect: tls, requestTls: tls, proxyTls: tls }),
    }),
  )
}

async function readCertificates(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new CommandError(`${path} can't be read`, { cause })
  })
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new CommandError(`${path} has no certificate in the format PEM`)
  return text
}
