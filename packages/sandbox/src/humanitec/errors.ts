/** A refusal, in the words and with the status of the Platform Orchestrator. */
export class HumanitecError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
  }
}

/** The envelope that almost every error comes in. */
export function errorResponse(
  status: number,
  code: string,
  message: string,
  details?: Record<string, unknown>,
): Response {
  return Response.json({ error: code, message, details }, { status });
}

// Of the short codes only these two are known from published material.
const general = 'API-000';
const assumeRole = 'CRED-005';

export function badRequest(message: string, details?: Record<string, unknown>) {
  return new HumanitecError(400, general, message, details);
}

export function badCredential(message: string) {
  return new HumanitecError(400, assumeRole, message);
}

export function unauthorized() {
  return new HumanitecError(401, general, 'Could not validate token.');
}

export function forbidden(message: string) {
  return new HumanitecError(403, general, message);
}

export function notFound(what: string) {
  return new HumanitecError(404, general, `${what} not found`);
}

export function methodNotAllowed() {
  return new HumanitecError(405, general, 'Method not allowed');
}

export function conflict(message: string) {
  return new HumanitecError(409, general, message);
}

export function unprocessable(message: string) {
  return new HumanitecError(422, general, message);
}
