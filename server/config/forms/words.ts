import type { Field } from '../catalogue/index.ts';

/** The help of a key in short lines: what it is, its unit, its options, an example. For comments and forms. */
export function helpLines(field: Field): string[] {
  const off = offValue(field);
  const { special = [] } = field;
  const unit = field.unit === undefined ? [] : [`Unit: ${unitWords(field)}.`];
  const options = optionsOf(field).map(({ value, label }) =>
    String(value) === label ? label : `${value} = ${label.toLowerCase()}`,
  );
  const example = field.example === undefined ? [] : [`Example: ${field.example}`];
  return [
    field.help,
    ...unit,
    ...(options.length === 0 ? [] : [`One of: ${options.join(', ')}.`]),
    ...(special.length > 0 || off === null ? [] : [`${off} turns it off.`]),
    ...special.map(({ value, label }) => `${value}: ${label.slice(0, 1).toLowerCase()}${label.slice(1)}.`),
    ...example,
  ];
}

/** The options of a key with what they mean. */
export function optionsOf(field: Field): { value: string | number; label: string }[] {
  return (field.options ?? []).map((value) => ({ value, label: field.optionLabels?.[String(value)] ?? String(value) }));
}

/** The value that means "off"; null where there is none. */
export function offValue(field: Field): string | number | null {
  return field.off ?? (field.min === -1 && field.options === undefined ? -1 : null);
}

function unitWords(field: Field): string {
  if (field.type !== 'duration') return field.unit ?? '';
  return `${field.unit}; or a number with s, m, h, d, w or M (30 days)`;
}

/** Breaks text at blanks into lines of at most `width` letters. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
