/** As much of an answer over HTTP as is read here. */
export interface Answered {
  readonly ok: boolean
  json(): Promise<unknown>
}

interface Sending {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly file: Blob
  readonly onProgress: ((share: number) => void) | undefined
  readonly signal: AbortSignal | undefined
}

/** Sends a file. A browser's `fetch` does not say how far it has come; its older way does. @throws without an answer */
export function sendFile(sending: Sending): Promise<Answered> {
  return typeof XMLHttpRequest === 'undefined' ? byFetch(sending) : byRequest(sending)
}

async function byFetch({ url, headers, file, onProgress, signal }: Sending): Promise<Answered> {
  const answer = await fetch(url, { method: 'POST', headers, body: file, ...(signal && { signal }) })
  onProgress?.(1)
  return answer
}

function byRequest({ url, headers, file, onProgress, signal }: Sending): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const failed = () => reject(new Error('no answer'))
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total === 0 ? 0 : loaded / total)
    request.onload = () =>
      resolve({
        ok: request.status >= 200 && request.status < 300,
        json: async () => JSON.parse(request.responseText) as unknown,
      })
    request.onerror = failed
    request.onabort = failed
    if (signal?.aborted === true) return failed()
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
