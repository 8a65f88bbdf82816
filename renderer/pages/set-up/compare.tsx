import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { connectionResult, type ConnectionRequest } from '../../../server/contract/index.ts';
import { api, reasonOf, useBlockedReason } from '../../data/index.ts';
import { Button, StatusShape } from '../../ui/index.ts';
import { arrRequest, qbitRequest } from './changes.ts';
import { noteAppTest, noteQbitTest, useSetUp } from './draft.ts';

const test = (request: ConnectionRequest) => api.post('/connections/test', request, { schema: connectionResult });

/** Asks qBittorrent and every app once more, at once, for what they say about categories (ui.md 7, step 4). */
export function CompareAgain() {
  const { t } = useTranslation(['setUp', 'connections']);
  const blocked = useBlockedReason();
  const { draft, secrets } = useSetUp();
  const qbit = draft.qbit.used ? qbitRequest(draft.qbit, secrets) : null;
  const apps = draft.apps.flatMap((app) => {
    const request = app.used ? arrRequest(app, secrets) : null;
    return request === null ? [] : [{ id: app.id, request }];
  });
  const compare = useMutation({
    mutationFn: () =>
      Promise.all([
        ...(qbit === null ? [] : [test(qbit).then(noteQbitTest)]),
        ...apps.map(async ({ id, request }) => noteAppTest(id, await test(request))),
      ]),
  });
  const nobody = qbit === null && apps.length === 0 ? t('categories.nobody') : null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button busy={compare.isPending} disabledReason={blocked ?? nobody} onClick={() => compare.mutate()}>
        {t(compare.isPending ? 'categories.comparing' : 'categories.compare')}
      </Button>
      <output className="flex items-start gap-2 text-dense wrap-anywhere text-danger">
        {compare.isError && (
          <>
            <StatusShape shape="failed" className="mt-1" />
            {t('connections:failed', { reason: reasonOf(compare.error) })}
          </>
        )}
      </output>
    </div>
  );
}
