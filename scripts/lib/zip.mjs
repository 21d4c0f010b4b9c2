import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endLength = 22
const maxCommentLength = 0xffff
const deflated = 8

async function readAt(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** The list of files stands at the end of a zip, and where it begins stands in the last record of all. */
async function readDirectory(file) {
  const { size } = await file.stat()
  const tailLength = Math.min(size, endLength + maxCommentLength)
  const tail = await readAt(file, size - tailLength, tailLength)
  for (let at = tail.length - endLength; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === endSignature) {
      return readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12))
    }
  }
  throw new Error('not a zip file: it has no list of files')
}

function findEntry(directory, name) {
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === entrySignature; ) {
    const nameLength = directory.readUInt16LE(at + 28)
    const entry = {
      method: directory.readUInt16LE(at + 10),
      packedLength: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    }
    if (directory.toString('utf8', at + 46, at + 46 + nameLength) === name) return entry
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  throw new Error(`the zip file has no ${name}`)
}

/** Writes the one file `name` of the zip `archive` to `target`. Zip64 and encryption are not understood. */
export async function extractFile(archive, name, target) {
  const file = await open(archive)
  try {
    const { method, packedLength, headerAt } = findEntry(await readDirectory(file), name)
    const header = await readAt(file, headerAt, 30)
    const start = headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    const packed = createReadStream(archive, { start, end: start + packedLength - 1 })
    const unpack = method === deflated ? [createInflateRaw()] : []
    await pipeline(packed, ...unpack, createWriteStream(target, { mode: 0o755 }))
  } finally {
    await file.close()
  }
}
