import { ImportError } from './importError.ts'

const lineFeed = 0x0a

/**
 * Text of a stream of bytes that must be UTF-8. A wrong byte is an error, not a replacement character: names that were
 * silently spoilt would stay so.
 *
 * @throws ImportError `wrong_encoding` with the line of the first wrong byte
 */
export async function* decodeUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for await (const chunk of chunks) {
    yield* decode(chunk)
    line += countLines(chunk)
  }
  yield* decode(undefined)

  function* decode(chunk: Uint8Array | undefined): Generator<string> {
    try {
      yield decoder.decode(chunk, { stream: chunk !== undefined })
    } catch (cause) {
      const at = line + (chunk === undefined ? 0 : linesBeforeFault(chunk))
      throw new ImportError('wrong_encoding', at, 'this is not UTF-8; save the file as UTF-8 and import it again', {
        cause,
      })
    }
  }
}

function countLines(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => count + (byte === lineFeed ? 1 : 0), 0)
}

/** A character never spans lines, so each line of the chunk but its first can be tried by itself. */
function linesBeforeFault(chunk: Uint8Array): number {
  let lines = 0
  let start = chunk.indexOf(lineFeed) + 1
  if (start === 0) return 0
  if (!isUtf8(skipContinuation(chunk.subarray(0, start)))) return 0
  while (start > 0) {
    lines += 1
    const next = chunk.indexOf(lineFeed, start) + 1
    if (next === 0 || !isUtf8(chunk.subarray(start, next))) return lines
    start = next
  }
  return lines
}

/** Bytes that continue a character begun in the chunk before. */
function skipContinuation(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80)
  return bytes.subarray(Math.max(0, first))
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false // That it throws is the answer.
  }
}
