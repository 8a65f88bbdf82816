import { createApi } from '../../index.ts';
import { openAccess } from '../../../store/access.ts';
import { createStandIn } from '../../testing/stand-in.ts';
import { openapiDocument } from '../document.ts';
import { clientModel, openapiDocumentShape, type OpenapiDocument } from './model.ts';
import { pageWithOperations } from './page.ts';
import { pythonClient } from './python.ts';
import { typescriptClient } from './typescript.ts';

/** A file below the root of the repository that is made from the route table. */
export interface PublishedFile {
  path: string;
  text: string;
  /** For prettier; null = as it is. */
  parser: 'typescript' | 'markdown' | null;
}

/** The page whose list of operations is made here; the rest of it is written by hand. */
export const apiPage = 'docs/api.md';

/** Every published file; `page` is `apiPage` as it is now, `version` that of the program. */
export async function publishedFiles(page: string, version: string): Promise<PublishedFile[]> {
  const document = await wholeDocument(version);
  const model = clientModel(document);
  return [
    { path: apiPage, text: pageWithOperations(page, document), parser: 'markdown' },
    { path: 'docs/clients/typescript/qbitrr.ts', text: typescriptClient(model), parser: 'typescript' },
    { path: 'docs/clients/python/qbitrr.py', text: pythonClient(model), parser: null },
  ];
}

/** The document of a server with every row there is. */
async function wholeDocument(version: string): Promise<OpenapiDocument> {
  const { services } = createStandIn();
  const access = openAccess(':memory:');
  const whole = Object.assign(services, { sandbox: { start: () => Promise.resolve({ ok: true as const }) } });
  const api = createApi(whole, { panel: null, access });
  try {
    return openapiDocumentShape.parse(openapiDocument(api.routes, version, '3.1.0'));
  } finally {
    await api.close();
    access.close();
  }
}
