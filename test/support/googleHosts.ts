/** Those that the SDK knows; the run's own certificate is for these. */
export const googleHosts = ['fcm.googleapis.com', 'oauth2.googleapis.com'] as const
