/** Firebase Cloud Messaging on this machine, for the demo and for tests. */
export { googleHosts } from './google/connectProxy.mjs'
export { asInBrowser, makeServiceAccount, refuse, startGoogle } from './google/provider.mjs'
export { selfSigned } from './google/selfSigned.mjs'
