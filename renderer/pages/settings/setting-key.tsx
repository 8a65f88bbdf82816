/** A dotted key, cut between its parts where it has to be. */
export function SettingKey({ path }: { path: string }) {
  return (
    <code className="font-mono text-caption text-muted">
      {path.split(/(?<=\.)/).map((part, at) => (
        <span key={at} className="inline-block max-w-full wrap-anywhere">
          {part}
        </span>
      ))}
    </code>
  );
}
