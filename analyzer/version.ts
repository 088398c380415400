/** The version in package.json; a test compares the two, because the analyzer itself reads no file. */
export const version = '0.1.0';
