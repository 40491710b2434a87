/** What every object of the Kubernetes API has: https://kubernetes.io/docs/concepts/overview/working-with-objects/. */
const OBJECT_FIELDS = [/^apiVersion:[ \t]*\S/m, /^kind:[ \t]*\S/m];
/** A pod has containers, wherever its template stands. */
const CONTAINERS = /^[ \t]+(-[ \t]+)?["']?containers["']?:/m;

/** Whether a YAML text is a Kubernetes manifest, or a template of one, that has containers. */
export function isManifest(text: string): boolean {
  return CONTAINERS.test(text) && isObject(text);
}

/** Whether a text that somebody named is a Kubernetes manifest in JSON. */
export function isJsonManifest(text: string): boolean {
  return (
    /^\s*[[{]/.test(text) && ['"apiVersion"', '"kind"', '"containers"'].every((field) => text.includes(field))
  );
}

/** Whether a YAML text that somebody named is a compose file, whatever it is called. */
export function isComposeText(text: string): boolean {
  return /^services:[ \t]*(#.*)?$/m.test(text) && !isObject(text);
}

/** Whether a YAML text has an object of the Kubernetes API in it. */
export function isObject(text: string): boolean {
  return OBJECT_FIELDS.every((field) => field.test(text));
}
