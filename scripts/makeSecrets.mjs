/** Writes the keys for an installation: `node scripts/makeSecrets.mjs FILE [--demo]`. An existing file is left alone. */
import { ensureSecrets } from './lib/secrets.mjs'

const [file, ...flags] = process.argv.slice(2)
if (file === undefined || flags.some((flag) => flag !== '--demo')) {
  process.stderr.write('usage: node scripts/makeSecrets.mjs FILE [--demo]\n')
  process.exit(1)
}
ensureSecrets(file, { demo: flags.includes('--demo') })
