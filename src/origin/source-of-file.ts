import type { Catalog } from '../catalog/index.ts';
import type { ProjectFile } from '../project/project.ts';
import type { OriginSource } from './origin.ts';

/** What is known of another file of the project, in the form in which the linted file brings it; no type checker knows it. */
export function sourceOf(file: ProjectFile, catalog: Catalog): OriginSource {
  const { scopes, census, program, visitorKeys, text } = file;
  return {
    catalog,
    scopes,
    census,
    oracle: undefined,
    program,
    visitorKeys,
    docOf: (node) => file.docOf(node),
    textOf: (node) => text.slice(...node.range),
  };
}
