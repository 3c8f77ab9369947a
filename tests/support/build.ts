import { buildPackage } from '../../scripts/build.ts';

/** Builds the package once before all tests, for those that install it. When that fails, only they do. */
export default async function setup(): Promise<void> {
  try {
    await buildPackage();
  } catch (error) {
    console.error('The package could not be built:', error);
  }
}
