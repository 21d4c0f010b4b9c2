import { z } from 'zod'

/** On every answer that was counted, and the policy on what was refused before it came to that. */
export const countedHeaders = z.object({
  'RateLimit-Policy': z
    .string()
    .optional()
    .describe('What is counted here: `"hold.create";q=30;w=60` is 30 calls in 60 seconds.'),
  RateLimit: z
    .string()
    .optional()
    .describe('What is left of it: `"hold.create";r=29;t=60` is 29 calls, all of them again in 60 seconds.'),
})

const etag = z.string().describe('Changes with the content.')

/** Of what a client may keep and ask about again. */
export const taggedHeaders = countedHeaders.extend({ ETag: etag })

/** What it asks with. */
export const ifNoneMatch = z.object({ 'If-None-Match': etag.optional() })
