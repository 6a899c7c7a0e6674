/** What a call throws, which must be of that class. */
export async function rejection<E>(
  call: Promise<unknown>,
  type: Function & { prototype: E },
): Promise<E> {
  const thrown = await call.then(
    result => {
      throw new Error(`did not fail: ${JSON.stringify(result)}`);
    },
    error => error,
  );
  expect(thrown).toBeInstanceOf(type);
  return thrown;
}
