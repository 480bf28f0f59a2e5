/** A defect on purpose: a small edit of the source, and the test that has to notice it. */
export type Bug = {
  name: string;
  file: string;
  /** Stands exactly once in the file. */
  find: string;
  replace: string;
  /** The test file that is run. */
  testFile: string;
  /** Part of the name of the test that has to fail. */
  test: string;
};
