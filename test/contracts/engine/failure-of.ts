import { Failure } from "../../../src/errors.ts";

/** What an answer failed with; an answer that came, or another kind of error, fails the test. */
export async function failureOf(answer: Promise<unknown>): Promise<Failure> {
  const error: unknown = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (error instanceof Failure) return error;
  throw new Error("this should have been a Failure", { cause: error });
}
