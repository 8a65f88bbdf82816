import { ChevronDown, ChevronUp, Copy, Download, Ellipsis, Pause, Play, WrapText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { webAddress } from '../../data/api.ts';
import { Button, IconButton, Menu, StatusShape, type MenuEntry } from '../../ui/index.ts';
import type { Follow } from './use-follow.ts';
import type { Direction } from './use-steps.ts';

interface ActionsProps {
  follow: Follow;
  /** Nothing new can arrive. */
  cut: boolean;
  onFollow: () => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  onError: (direction: Direction) => void;
  onCopy: () => void;
  files: readonly string[];
}

const download = (file: string): void => {
  const link = document.createElement('a');
  link.href = webAddress(`/logs/${encodeURIComponent(file)}/download`);
  link.download = file;
  link.click();
};

/** Follow state, error steps, wrap, copy and download. */
export function LogActions({ follow, cut, onFollow, wrap, onWrap, onError, onCopy, files }: ActionsProps) {
  const { t } = useTranslation('logs');
  const entries: MenuEntry[] = [
    { kind: 'check', id: 'wrap', label: t('wrap'), checked: wrap, onChange: onWrap },
    { id: 'copy', label: t('copyShown'), icon: Copy, onSelect: onCopy },
    ...(files.length > 0 ? [{ kind: 'rule' as const, id: 'rule' }] : []),
    ...files.map((file): MenuEntry => ({
      id: file,
      label: t('downloadFile', { file }),
      icon: Download,
      onSelect: () => download(file),
    })),
  ];
  return (
    <>
      <span className="inline-flex items-center gap-1.5 text-dense text-muted max-tablet:sr-only">
        <StatusShape shape={follow === 'live' ? (cut ? 'attention' : 'running') : 'idle'} />
        {t(follow === 'live' && cut ? 'follow.cut' : `follow.${follow}`)}
      </span>
      <Button icon={follow === 'live' ? Pause : Play} onClick={onFollow}>
        {t(follow === 'live' ? 'follow.pause' : 'follow.resume')}
      </Button>
      <IconButton icon={ChevronUp} label={t('previousError')} keys="Shift+E" onClick={() => onError(-1)} />
      <IconButton icon={ChevronDown} label={t('nextError')} keys="e" onClick={() => onError(1)} />
      <IconButton
        icon={WrapText}
        label={t('wrap')}
        pressed={wrap}
        onClick={() => onWrap(!wrap)}
        className="max-tablet:hidden"
      />
      <Menu trigger={<IconButton icon={Ellipsis} label={t('actions')} />} entries={entries} />
    </>
  );
}
