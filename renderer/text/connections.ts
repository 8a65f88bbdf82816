/** English text of tests of connections and of checked plans, in the first run and in Settings (ui.md CF-9, CF-10). */
export const connections = {
  run: 'Test connection',
  title: 'Test connection, {{name}}',
  running: 'Testing',
  answered: 'answered in {{ms}} ms',
  version: 'version {{version}}',
  skew: 'clock {{seconds}} s off',
  profiles_one: '{{count}} quality profile: {{names}}',
  profiles_other: '{{count}} quality profiles: {{names}}',
  categories_one: '{{count}} category',
  categories_other: '{{count}} categories',
  categoryThere: 'category {{name}} is there',
  categoryMissing: 'category {{name}} is not there yet; it is made when it is needed',
  failed: 'The test could not be made: {{reason}}',
  warnings: 'Worth a second look',
} as const;
