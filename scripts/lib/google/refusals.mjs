const fcm = (errorCode) => ({ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode })

function refusal(code, status, message, details = []) {
  return { error: { code, message, status, details } }
}

/** As the provider words them; it likes to repeat what it was told. */
export const refusals = {
  unregistered: refusal(404, 'NOT_FOUND', 'Requested entity was not found.', [fcm('UNREGISTERED')]),
  noSuchProject: refusal(404, 'NOT_FOUND', 'Requested entity was not found.'),
  badToken: refusal(400, 'INVALID_ARGUMENT', 'The registration token is not a valid FCM registration token', [
    fcm('INVALID_ARGUMENT'),
  ]),
  badPayload: refusal(400, 'INVALID_ARGUMENT', 'Invalid value at "message.data" (guest@example.com)', [
    fcm('INVALID_ARGUMENT'),
    {
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: [{ field: 'message.data', description: 'Invalid value (guest@example.com)' }],
    },
  ]),
  unauthenticated: refusal(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.', [
    { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_EXPIRED' },
  ]),
  badCertificate: refusal(401, 'UNAUTHENTICATED', 'Auth error from APNS or Web Push Service', [
    fcm('THIRD_PARTY_AUTH_ERROR'),
  ]),
  otherProject: refusal(403, 'PERMISSION_DENIED', 'SenderId mismatch', [fcm('SENDER_ID_MISMATCH')]),
  quota: refusal(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded.', [fcm('QUOTA_EXCEEDED')]),
  internal: refusal(500, 'INTERNAL', 'Internal error encountered.', [fcm('INTERNAL')]),
  unavailable: refusal(503, 'UNAVAILABLE', 'The service is currently unavailable.', [fcm('UNAVAILABLE')]),
}
