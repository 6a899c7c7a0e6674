import { heldSecrets } from './heldSecrets';

const MAX_LENGTH = 1_000;

/** What a secret of one of the three systems looks like, wherever it turns up. */
const SECRETS: [RegExp, string][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END[A-Z -]*|$)/gs, '<key>'],
  [/\bk8s-aws-v1\.[\w-]+/g, '<token>'],
  [/\bBearer\s+[\w.~+/=-]+/gi, 'Bearer <token>'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '<token>'],
  // Tokens of AWS sessions; nothing that helps is as long and has neither space, dot nor colon.
  [/[A-Za-z0-9+/=_-]{200,}/g, '<token>'],
  [/([?&]X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s"']+/gi, '$1***'],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^/\s@"']+@/gi, '$1***@'],
];

/**
 * A system's own words, fit for logs and browsers: without what looks like a
 * secret, without what is known to be one or held by this process, on one line and of bounded length.
 *
 * @param known - secrets that were sent; what is shorter than four characters is none
 */
export function withoutSecrets(
  text: string,
  known: readonly string[] = [],
): string {
  let clean = text;
  for (const secret of [...known, ...heldSecrets()]) {
    if (secret.length >= 4) {
      for (const spelling of spellings(secret)) {
        clean = clean.split(spelling).join('***');
      }
    }
  }
  for (const [pattern, instead] of SECRETS) {
    clean = clean.replace(pattern, instead);
  }
  clean = clean.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
}

/** As it stands in a body or an address that is quoted. */
function spellings(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ];
}

/** Does a text hold what looks like a secret of one of the three systems, or a password in an address? */
export function holdsSecret(text: string): boolean {
  return SECRETS.some(([pattern]) => text.search(pattern) !== -1);
}
