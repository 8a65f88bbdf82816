export { defaultOf, inheritedFrom, whenAbsent } from './defaults.ts';
export { displayValue, type Say } from './display.ts';
export { FieldInput } from './field-input.tsx';
export { FieldSupport, isComposite, type FieldInputProps, type FieldSupportValue } from './types.ts';
