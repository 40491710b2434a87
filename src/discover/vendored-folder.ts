/**
 * Folders whose content belongs to other projects, or to tools: dependencies put there by a package manager, and what
 * version control keeps.
 */
const VENDORED = new Set([
  ...[".git", ".hg", ".svn", ".jj"],
  ...["node_modules", "bower_components", "jspm_packages", ".yarn", ".pnpm-store"],
  ...["vendor", "third_party", "third-party", "thirdparty", "Pods"],
  ...[".venv", "venv", "site-packages", "__pycache__", ".tox", ".nox"],
  ...[".terraform", ".bundle", ".gradle"],
]);

/** Whether a folder of this name is passed over on the way down. It is not when somebody names it. */
export function isVendored(name: string): boolean {
  return VENDORED.has(name);
}
