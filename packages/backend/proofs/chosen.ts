/** Whether a part of a proof is to run: all do, unless PROOF_ONLY holds a pattern that its name must match. */
export function chosen(name: string): boolean {
  const { PROOF_ONLY } = process.env;
  return PROOF_ONLY === undefined || new RegExp(PROOF_ONLY).test(name);
}
