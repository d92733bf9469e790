// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading what a link shows, without an account: neither cookies nor a sign-in are used, only the link's token.
import {
  type Api,
  ApiProblem,
  type AttachedFile,
  answerTo,
  attachedFileIn,
  createApi,
  defaultRetryPolicy,
  type PageDetail,
  type ServerPage,
} from '@rmirror/shared/api'
import type { AttachmentSource } from '../attachments/attachment-source.ts'
import type { ExportSource } from '../export/server-exports.ts'
import { askPictures, type SyncedPicture } from '../server/pictures.ts'
import { asNotebook, asPageDetail, type SharedLibrary, type SharedPageDetail } from './shared-library.ts'

/** Why a link shows nothing. */
export type LinkRefusal = 'no-link' | 'password-needed' | 'password-wrong'

/** null: another failure, such as no answer. */
export function refusalOf(error: unknown): LinkRefusal | null {
  if (!(error instanceof ApiProblem)) return null
  if (error.status === 404) return 'no-link'
  if (error.type === 'link_password_needed') return 'password-needed'
  return error.type === 'link_password_wrong' ? 'password-wrong' : null
}

interface LinkQuery<T> {
  queryKey: unknown[]
  queryFn: (context: { signal: AbortSignal }) => Promise<T>
}

/** sessionStorage key: a reload of the tab doesn't ask for the password again. */
const passKey = 'rmirror.link-pass'

export class SharedLink implements ExportSource, AttachmentSource {
  readonly token: string
  /** Known once the library is. */
  canDownload = false
  readonly #api: Api
  #pass: string | null

  /** `server` is empty in browsers: the page's own origin. */
  constructor(token: string, server = '') {
    this.token = token
    this.#api = createApi({ server, retryPolicy: { ...defaultRetryPolicy, maxAttempts: 3 } })
    this.#pass = readPass(token)
  }

  library(): LinkQuery<SharedLibrary> {
    return {
      queryKey: ['shared'],
      queryFn: async ({ signal }) => {
        const shared = await answerTo(this.#api.GET('/api/v1/shared', this.#asked(signal)))
        this.canDownload = shared.allows_download
        return asNotebook(shared)
      },
    }
  }

  pageAt(place: { notebook_uuid: string; page_uuid: string }): LinkQuery<SharedPageDetail> {
    return {
      queryKey: ['shared page', place.page_uuid],
      queryFn: async ({ signal }) => {
        const path = { page_uuid: place.page_uuid }
        const asked = this.#api.GET('/api/v1/shared/pages/{page_uuid}', this.#asked(signal, { path }))
        return asPageDetail(place.notebook_uuid, await answerTo(asked))
      },
    }
  }

  picturesOf(page: PageDetail | undefined): LinkQuery<SyncedPicture[]> & { enabled: boolean } {
    return {
      queryKey: ['shared pictures', page?.page_uuid],
      queryFn: ({ signal }) => (page ? this.pictures(page, signal) : Promise.resolve([])),
      enabled: page !== undefined,
    }
  }

  /** Rejects with an ApiProblem if the password is wrong. */
  async unlock(password: string): Promise<void> {
    const { params } = this.#asked()
    const asked = this.#api.POST('/api/v1/shared/unlock', { params, body: { password } })
    this.#pass = (await answerTo(asked)).pass
    writePass(this.token, this.#pass)
  }

  pictures(page: PageDetail, signal: AbortSignal): Promise<SyncedPicture[]> {
    return askPictures(page, (query) => {
      const question = this.#asked(signal, { path: { page_uuid: page.page_uuid }, query })
      return answerTo(this.#api.GET('/api/v1/shared/pages/{page_uuid}/image', { ...question, parseAs: 'blob' }))
    })
  }

  async page(place: { notebook_uuid: string; page_uuid: string }, signal: AbortSignal): Promise<PageDetail | null> {
    try {
      return await this.pageAt(place).queryFn({ signal })
    } catch (error) {
      if (refusalOf(error) === 'no-link') return null
      throw error
    }
  }

  /** Files other than images are refused unless the link allows downloads. */
  async file(id: string, signal?: AbortSignal): Promise<AttachedFile> {
    const question = this.#asked(signal, { path: { id } })
    return attachedFileIn(this.#api.GET('/api/v1/shared/attachments/{id}', { ...question, parseAs: 'blob' }))
  }

  image(id: string | null): ReturnType<AttachmentSource['image']> {
    return {
      queryKey: ['shared attachment', id],
      queryFn: async ({ signal }) => {
        try {
          return [{ picture: (await this.file(id ?? '', signal)).content }]
        } catch (error) {
          if (refusalOf(error) === 'no-link') return null
          throw error
        }
      },
      enabled: id !== null,
    }
  }

  async pagesOf(): Promise<readonly ServerPage[]> {
    const { signal } = new AbortController()
    return (await this.library().queryFn({ signal })).pages.flatMap(({ there }) => there ?? [])
  }

  /** The token is in a header, never in the path, which servers and proxies log. */
  #asked<Params extends object = object>(signal?: AbortSignal, params?: Params) {
    const header = { 'Rmirror-Link': this.token, ...(this.#pass !== null && { 'Rmirror-Link-Pass': this.#pass }) }
    const all = { ...params, header } as Params & { header: typeof header }
    return { params: all, cache: 'no-store', ...(signal && { signal }) } as const
  }
}

function readPass(token: string): string | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(passKey) ?? 'null') as { token: string; pass: string } | null
    return kept?.token === token ? kept.pass : null
  } catch {
    return null
  }
}

/** Without storage, the password is asked for again after a reload. */
function writePass(token: string, pass: string): void {
  try {
    sessionStorage.setItem(passKey, JSON.stringify({ token, pass }))
  } catch {
    // Storage is forbidden or full.
  }
}
