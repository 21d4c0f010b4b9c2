/** What holds for every operation: the head of the OpenAPI document. CommonMark. */
export const guide = `A realtime booking and concierge hub for restaurants. The same operations are called over Socket.IO under
the same names: \`/docs/events\` describes that side.

## Who asks
Open a session (\`session.guest\`, \`session.login\`) and send its token as \`Authorization: Bearer\`; it is good for a
quarter of an hour, \`session.renew\` gives the next. A partner sends the key a restaurant gave it as \`X-Api-Key\`, never
both: a key without the scope \`book\` reads, one with it books, at that restaurant. What the public may read needs neither.

## Writing
A write carries an \`Idempotency-Key\` made by the client and kept until a definite answer: sent again under the same key
it is answered again and never done twice. \`Idempotency-Retry: true\` says that no answer came the first time.

## Failing
A failure is \`application/problem+json\` (RFC 9457) with the same fields as over the socket: \`code\` says which, \`hint\`
what helps, \`issues\` which fields do not fit. \`settles\` says whether the key of a write is settled by it.

## Limits
\`RateLimit-Policy\` names what is counted, for each actor or address: \`"hold.create";q=30;w=60\` is 30 calls in 60
seconds. \`RateLimit\` says what is left of it and in how many seconds it is whole again. 429 and 503 come with
\`Retry-After\`.

## Pages
A list is read a page at a time: \`limit\` says how many, \`next\` of a page is \`after\` of the following one, as it is, and
null on the last. What comes or goes meanwhile neither repeats nor hides anything else.

## Freshness
What everybody may read and every feed have an \`ETag\`: sent as \`If-None-Match\` it is answered by 304 while nothing
changed. Everything else is \`no-store\`. To follow a feed live, open it on the socket.
`
