/** Something keeps Humanitec from deploying; the message names all of it. */
export class VerificationFailed extends Error {
  override name = 'VerificationFailed';
}
