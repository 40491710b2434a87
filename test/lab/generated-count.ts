/** How many fresh scripts a run of the tests compares: where the lab is required, as in CI, and elsewhere. */
export const scriptsPerRun = { required: 1000, elsewhere: 200 };
